// @ts-check
// A first visit that explains itself: what the first screen shows, that no number stands there in two states, and that the page says
// what was done, what is refused and what is meant, where one is.

import { expect, test } from './fixtures.js';
import { drawn, labs, openAll, openLab, train } from './person.js';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('@playwright/test').Locator} Locator */
/** Words that were written on a canvas, in its pixels. @typedef {{ text: string, left: number, right: number, y: number, size: number }} Written */

const PHONE = { width: 390, height: 844 };

/** @param {Page} page @param {string} name */
const picture = (page, name) => page.locator('#points').getByRole('img', { name, exact: true });

/** @param {Page} page @param {string} name */
const button = (page, name) => page.locator('#points').getByRole('button', { name, exact: true });

/** @param {Page} page */
const timeline = (page) => page.locator('#points').getByLabel('Timeline', { exact: true });

/** @param {Page} page @param {string} name */
const radio = (page, name) => page.locator('#points').getByRole('radio', { name, exact: true });

/** @param {Page} page @param {string} label @param {string} value */
async function type(page, label, value) {
  await page.locator('#points').getByLabel(label, { exact: true }).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(value);
  await page.keyboard.press('Enter');
}

/** @param {Page} page @param {string} value */
const chooseLineup = (page, value) => page.locator('#points').getByLabel('Line-up').selectOption(value);

/** Notes what the next drawing of the loss curve writes. @param {Page} page @returns {Promise<Written[]>} */
async function writtenOn(page) {
  const written = await page.evaluate(
    () =>
      new Promise((done) => {
        /** @type {Written[]} */
        const written = [];
        const { fillText } = CanvasRenderingContext2D.prototype;
        CanvasRenderingContext2D.prototype.fillText = function (text, x, y, ...more) {
          if (this.canvas.closest('#points .curve-place')) {
            const { width } = this.measureText(text);
            const left = this.textAlign === 'right' ? x - width : this.textAlign === 'center' ? x - width / 2 : x;
            written.push({
              text,
              left,
              right: left + width,
              y,
              size: parseFloat(this.font.match(/[\d.]+px/)?.[0] ?? '10'),
            });
          }
          return fillText.call(this, text, x, y, ...more);
        };
        /** @type {any} */ (window).gradual.labs.points.show();
        setTimeout(() => {
          CanvasRenderingContext2D.prototype.fillText = fillText;
          done(written);
        }, 300);
      }),
  );
  return /** @type {Written[]} */ (written);
}

test('on a laptop the settings of the network stand beside its picture', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openLab(page, 'points');
  for (const place of [
    picture(page, 'Decision boundary: Network'),
    page.locator('#points .model-1 .diagram'),
    page.locator('#points').getByLabel('Learning rate, Network', { exact: true }),
    button(page, 'Add a hidden layer, Network'),
    page.locator('#points').getByLabel('Activation of layer 2, Network', { exact: true }),
    picture(page, 'Loss curve'),
  ])
    await expect(place).toBeInViewport({ ratio: 1 });
});

test('on a phone both boundaries, the curve and Train are seen at once, and the data are one tap away', async ({
  page,
}) => {
  await page.setViewportSize(PHONE);
  await openLab(page, 'points');
  const bar = await page.locator('#points .train-bar').boundingBox();
  for (const name of ['Decision boundary: Logistic unit', 'Decision boundary: Network', 'Loss curve']) {
    const box = await picture(page, name).boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 1e9), name).toBeLessThanOrEqual(bar?.y ?? 0);
  }
  await expect(button(page, 'Train')).toBeInViewport({ ratio: 1 });
  await button(page, 'Choose data').click();
  await expect(radio(page, 'Circles')).toBeFocused();
  await expect(page.locator('#points .sets')).toBeInViewport({ ratio: 1 });
});

test('the timeline is there when there is a past', async ({ page }) => {
  await openLab(page, 'points');
  await expect(timeline(page)).toBeHidden();
  await button(page, 'Step').click();
  await expect(timeline(page)).toBeVisible();
  await button(page, 'Restart').click();
  await expect(timeline(page)).toBeHidden();
});

test('every number on the screen is of the same moment', async ({ page }) => {
  await openLab(page, 'points');
  await train(page, 'points');
  await expect(page.getByRole('status', { name: 'Progress' })).toContainText(/Epoch [2-9]/);
  const moments = await page.evaluate(async () => {
    const { race } = /** @type {any} */ (window).gradual.labs.points;
    const moments = [];
    let drawn = /** @type {any} */ (null); // when the page was last drawn: before that it scores, and some frames only train
    race.evaluate = (/** @type {number} */ count) => {
      const answer = Object.getPrototypeOf(race).evaluate.call(race, count);
      drawn = race.report().models[1];
      return answer;
    };
    while (moments.length < 20) {
      await new Promise(requestAnimationFrame);
      await new Promise((done) => setTimeout(done));
      if (!drawn) continue;
      const read = (/** @type {string} */ place) => document.querySelector(`#points ${place}`)?.textContent ?? '';
      const { epoch, iteration, heldOut } = drawn;
      const row = [...document.querySelectorAll('#points .scores tr')].find((row) =>
        row.textContent?.startsWith('Accuracy, held out'),
      );
      const share = `${(100 * heldOut.accuracy).toFixed(1)} %`;
      moments.push({
        seen: [read('.progress > [aria-hidden]'), read('.model-1 .good b'), row?.lastElementChild?.textContent],
        right: [`epoch ${epoch} · iteration ${iteration}`, share, share],
      });
    }
    return moments;
  });
  for (const { seen, right } of moments) expect(seen).toEqual(right);
  await expect(page.locator('#points .timeline .place')).toHaveText('now');
});

test('the line-up that learns is named', async ({ page }) => {
  await openLab(page, 'points');
  const list = page.locator('#points').getByLabel('Line-up');
  const named = (/** @type {string} */ name) =>
    expect
      .poll(() => list.evaluate((list) => /** @type {HTMLSelectElement} */ (list).selectedOptions[0].text))
      .toBe(name);
  await named('Unit and network');
  await page.locator('#points').getByLabel('Add a model').selectOption('Perceptron');
  await named('one of your own');
  await chooseLineup(page, 'Four optimisers');
  await named('Four optimisers');
  await radio(page, 'Hill').press('Space');
  await named('Linear regression and network');
});

test('flags on the chart say what they are, and none is written upon another', async ({ page }) => {
  await openLab(page, 'points');
  await chooseLineup(page, 'Four optimisers');
  await page.evaluate(() => {
    const { points } = /** @type {any} */ (window).gradual.labs;
    const { recipe, ...state } = points.state;
    points.apply({ ...state, recipe: { ...recipe, seed: 5, data: { ...recipe.data, seed: 5 } } });
  });
  await page.getByRole('region', { name: 'When to stop' }).scrollIntoViewIfNeeded();
  await type(page, 'Limit of number of epochs: epochs', '2');
  await type(page, 'Limit of training loss flat: epochs', '2');
  await type(page, 'Limit of training loss flat: fall', '99');
  await type(page, 'Limit of loss reached: loss', '5');
  for (let i = 0; i < 6; i++) await button(page, 'Step one epoch').press('Enter');
  const flags = (await writtenOn(page)).filter(({ text }) => text.startsWith('⚑'));
  expect(new Set(flags.map(({ text }) => text))).toEqual(
    new Set(['⚑ training loss flat', '⚑ number of epochs', '⚑ loss reached']),
  );
  expect(flags.length).toBeGreaterThan(4);
  const unique = flags.filter(
    (one, i) => flags.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === i,
  );
  for (const [i, one] of unique.entries())
    for (const other of unique.slice(i + 1)) {
      const apart = one.right <= other.left || other.right <= one.left || Math.abs(one.y - other.y) >= one.size;
      expect(apart, `${one.text} at ${one.left}, ${one.y} beside ${other.text} at ${other.left}, ${other.y}`).toBe(
        true,
      );
    }
});

test('a legend without values shows none', async ({ page }) => {
  for (const lab of labs) {
    await openLab(page, lab);
    const legend = page.locator(`#${lab} .u-legend`).first();
    await expect(legend).toBeVisible();
    expect(await legend.innerText()).not.toMatch(/–|--|epoch/);
    if (lab === 'digits') continue;
    await button(page, 'Step one epoch').press('Enter');
    await picture(page, 'Loss curve')
      .locator('.u-over')
      .hover({ position: { x: 100, y: 50 } });
    await expect(legend).toContainText(/Network\s*\d/);
  }
});

test('the axis recovers from a spike, and says how far that went', async ({ page }) => {
  await openLab(page, 'points');
  await type(page, 'Learning rate, Logistic unit', '100');
  await button(page, 'Step').press('Enter');
  await type(page, 'Learning rate, Logistic unit', '1');
  for (let i = 0; i < 30; i++) await button(page, 'Step one epoch').press('Enter');
  await expect(page.locator('#points .curve-place .cut')).toContainText('it went up to');
  const top = Math.max(...(await writtenOn(page)).map(({ text }) => Number(text)).filter(Number.isFinite));
  const most = Number((await page.locator('#points .curve-place .cut').innerText()).match(/[\d.]+(?=\.)/)?.[0]);
  expect(most).toBeGreaterThan(top);
});

test('earlier runs of other data are not on the chart', async ({ page }) => {
  await openLab(page, 'points');
  const runs = page.getByRole('region', { name: 'Earlier runs' });
  const onChart = async () => (await writtenOn(page)).map(({ text }) => text).filter((text) => text.startsWith('run '));
  await button(page, 'Step one epoch').press('Enter');
  await button(page, 'Restart').press('Enter');
  expect(new Set(await onChart())).toEqual(new Set(['run 1']));
  await radio(page, 'XOR').press('Space');
  await runs.scrollIntoViewIfNeeded();
  await expect(runs).toContainText('of other data: not on the chart');
  await expect(runs.getByLabel('Show run 1')).toBeDisabled();
  expect(await onChart()).toEqual([]);
});

test('values say that other models learn them', async ({ page }) => {
  await openLab(page, 'points');
  const shown = page.getByRole('status', { name: 'What is shown' });
  await expect(shown).not.toContainText('other models');
  await radio(page, 'Hill').press('Space');
  await expect(shown).toContainText('Values need other models');
  await radio(page, 'Circles').press('Space');
  await expect(shown).not.toContainText('other models');
});

test('on a phone whoever takes a brush is brought to the pictures', async ({ page }) => {
  await page.setViewportSize(PHONE);
  await openLab(page, 'points');
  await button(page, 'Choose data').click();
  await radio(page, 'Erase').press('Space');
  await expect(picture(page, 'Decision boundary: Network')).toBeInViewport({ ratio: 1 });
});

test('the axis of accuracies shows the whole way from nothing', async ({ page }) => {
  await openLab(page, 'digits');
  const least = () =>
    page.evaluate(
      () =>
        new Promise((done) => {
          const { fillText } = CanvasRenderingContext2D.prototype;
          /** @type {number[]} */
          const ticks = [];
          CanvasRenderingContext2D.prototype.fillText = function (text, ...more) {
            if (this.canvas.closest('.accuracy-place') && this.textAlign === 'right') ticks.push(Number(text));
            return fillText.call(this, text, ...more);
          };
          /** @type {any} */ (window).gradual.labs.digits.change(() => {});
          setTimeout(() => {
            CanvasRenderingContext2D.prototype.fillText = fillText;
            done(Math.min(...ticks));
          }, 300);
        }),
    );
  await expect.poll(least).toBeGreaterThan(0.7);
  await page.getByRole('button', { name: 'Start from nothing' }).click();
  await expect(page.getByText('right of 10,000 test digits').first()).toBeVisible();
  await expect.poll(least).toBe(0);
  await page.locator('#digits').getByRole('button', { name: 'Step one epoch' }).press('Enter');
  await expect(page.getByRole('status', { name: 'Progress' })).toContainText('Epoch 1', { timeout: 60_000 });
  expect(await least()).toBe(0);
});

test('a click on the plane says how to paint', async ({ page }) => {
  await openLab(page, 'points');
  const told = page.locator('#points .model-1 .told');
  await expect(told).toBeEmpty();
  await picture(page, 'Decision boundary: Network').click({ position: { x: 30, y: 10 } });
  await expect(told).toContainText('To paint points, choose a brush under Data first.');
  await radio(page, 'Erase').press('Space');
  await expect(told).toBeEmpty();
});

for (const lab of labs)
  test(`what is refused is told where one is, in ${lab}`, async ({ page }) => {
    await page.setViewportSize(PHONE);
    await openLab(page, lab);
    await page.evaluate(() => scrollTo(0, 900));
    await page.locator(`#${lab}`).getByLabel('Seed', { exact: true }).focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('-1');
    await page.keyboard.press('Enter');
    const alert = page.locator(`#${lab} .notice-place`).getByRole('alert');
    await expect(alert).toContainText('4294967295');
    await expect(alert).toBeInViewport({ ratio: 1 });
    const isOnTop = await alert.evaluate((alert) => {
      const { left, top, width, height } = alert.getBoundingClientRect();
      return alert.contains(document.elementFromPoint(left + width / 2, top + height / 2));
    });
    expect(isOnTop).toBe(true);
  });

/** Pairs of panels that overlap, and what reaches out of its panel or of the page. @param {Locator} lab */
function misplaced(lab) {
  return lab.evaluate((element) => {
    const seen = (/** @type {Element} */ one) => one.checkVisibility() && one.getBoundingClientRect().height > 0;
    const panels = [...element.querySelectorAll('.panel')].filter(seen);
    const named = (/** @type {Element} */ one) => one.ariaLabel ?? one.className;
    const problems = [];
    for (const [i, one] of panels.entries()) {
      const a = one.getBoundingClientRect();
      if (a.right > innerWidth + 1) problems.push(`${named(one)} reaches out of the page`);
      if (one.scrollWidth > one.clientWidth + 1) problems.push(`something reaches out of ${named(one)}`);
      for (const other of panels.slice(i + 1)) {
        const b = other.getBoundingClientRect();
        const apart = a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top + 1 || b.bottom <= a.top + 1;
        if (!apart && !one.contains(other)) problems.push(`${named(one)} overlaps ${named(other)}`);
      }
    }
    return problems;
  });
}

const WIDTHS = [320, 360, 390, 480, 600, 700, 800, 868, 900, 1024, 1149, 1280, 1440, 1920];

for (const lab of labs)
  test(`panels never overlap, with everything open and at any width, in ${lab}`, async ({ page }) => {
    test.slow();
    await openLab(page, lab);
    await page.locator(`#${lab}`).getByRole('button', { name: 'Step', exact: true }).press('Enter');
    if (lab === 'points') await button(page, 'Remove Logistic unit').press('Enter');
    await openAll(page, lab);
    for (let models = 1; models <= (lab === 'points' ? 4 : 1); models++) {
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        await drawn(page);
        await page.evaluate(() => scrollTo(0, 0));
        expect(await misplaced(page.locator(`#${lab}`)), `${models} models, ${width} px`).toEqual([]);
      }
      if (lab === 'digits' || models === 4) continue;
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.locator('#points').getByLabel('Add a model').selectOption('Network');
      await openAll(page, lab);
    }
  });
