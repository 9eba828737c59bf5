// @ts-check
// Digits labs beside each other on one page, and labs that go without leaving anything behind.

import { digits, inside } from './drawings.js';
import { expect, test } from './fixtures.js';
import { countHeld, held } from './held.js';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('@playwright/test').Locator} Locator */

test.describe.configure({ timeout: 180_000 });

// What the service worker keeps would come sooner the second time.
test.use({ serviceWorkers: 'block' });

test.beforeEach(async ({ page }) => {
  await countHeld(page);
  await page.goto('#digits');
  await expect(page.getByText('10,000 training digits')).toBeVisible();
});

/** One more lab of digits, below the page. @param {Page} page @param {string} id */
async function another(page, id) {
  await page.evaluate(async (id) => {
    const { gradual } = /** @type {any} */ (window);
    const element = document.body.appendChild(document.createElement('section'));
    element.id = id;
    gradual.labs[id] = await gradual.createLab('digits', element, { seed: 5 });
    gradual.labs[id].show();
  }, id);
  await expect(page.locator(`#${id}`).getByText('10,000 training digits')).toBeVisible();
  return page.locator(`#${id}`);
}

/** @param {Page} page @param {Locator} lab @param {number} digit */
async function draw(page, lab, digit) {
  const pad = lab.getByRole('img', { name: 'Drawing pad' });
  await pad.scrollIntoViewIfNeeded();
  const bounds = await pad.boundingBox();
  for (const [first, ...rest] of digits[digit]) {
    await page.mouse.move(...inside(/** @type {any} */ (bounds), first));
    await page.mouse.down();
    for (const place of rest) await page.mouse.move(...inside(/** @type {any} */ (bounds), place));
    await page.mouse.up();
  }
}

/** What the page holds once it rests: a second without a frame asked for. @param {Page} page */
async function settled(page) {
  let quiet = 0;
  await expect
    .poll(
      async () => {
        quiet = (await held(page)).frames === 0 ? quiet + 1 : 0;
        return quiet;
      },
      { message: 'the lab of the page rests', intervals: [100] },
    )
    .toBeGreaterThan(10);
  return held(page);
}

/** @param {Locator} lab */
const firstGuess = (lab) => lab.getByRole('status', { name: 'First guess' });

test('two labs on one page share no name and do not disturb each other', async ({ page }) => {
  const first = page.locator('#digits');
  const second = await another(page, 'second');
  await draw(page, first, 7);
  await draw(page, second, 3);
  await expect(firstGuess(first)).toContainText('Convolutional network: 7');
  await expect(firstGuess(second)).toContainText('Convolutional network: 3');
  const names = await page.evaluate(() => {
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    const radios = [...document.querySelectorAll('input[type=radio]')].map((radio) => ({
      name: /** @type {HTMLInputElement} */ (radio).name,
      lab: radio.closest('.digits'),
    }));
    const shared = radios.filter(({ name, lab }) => radios.some((other) => other.name === name && other.lab !== lab));
    return {
      repeated: ids.filter((id, i) => ids.indexOf(id) !== i),
      shared: shared.length,
      radios: radios.length > 40,
    };
  });
  expect(names).toEqual({ repeated: [], shared: 0, radios: true });

  await second.getByRole('radio', { name: 'Eraser' }).check({ force: true });
  await second.getByRole('radiogroup', { name: 'Layers of' }).getByText('Network', { exact: true }).click();
  await second.getByRole('button', { name: 'Start from nothing' }).click();
  await expect(first.getByRole('radio', { name: 'Pencil' })).toBeChecked();
  await expect(first.getByText(/^These models have learned already/)).toBeVisible();
  await expect(second.getByText(/^Not trained yet: these guesses mean nothing/)).toBeVisible();
  await second.getByRole('button', { name: 'Step', exact: true }).click();
  await expect(second.getByRole('status', { name: 'Progress' })).toContainText('iteration 1');
  await expect(first.getByRole('status', { name: 'Progress' })).toContainText('iteration 0');

  await first.getByRole('button', { name: 'Train', exact: true }).focus();
  await page.keyboard.press('Control+z');
  await expect(firstGuess(first), 'the keys are those of the lab with the focus').toHaveText('Nothing drawn yet');
  await expect(firstGuess(second)).not.toHaveText('Nothing drawn yet');
});

test('what is taught in one lab is there in the other', async ({ page }) => {
  const first = page.locator('#digits');
  const second = await another(page, 'second');
  /** @param {Locator} lab @param {number} label */
  const pictures = (lab, label) => lab.getByRole('list', { name: `Your digits: ${label}` }).getByRole('button');
  await draw(page, first, 7);
  await first.getByRole('button', { name: 'Teach 7' }).click();
  await draw(page, second, 1);
  await second.getByRole('button', { name: 'Teach 1' }).click();
  for (const lab of [first, second]) for (const label of [1, 7]) await expect(pictures(lab, label)).toHaveCount(1);
  await pictures(second, 7).click();
  await second.getByRole('button', { name: 'Delete', exact: true }).click();
  for (const lab of [first, second]) await expect(pictures(lab, 7)).toHaveCount(0);
  await page.reload();
  await expect(pictures(first, 1)).toHaveCount(1);
  await expect(pictures(first, 7)).toHaveCount(0);
});

test('a lab that is disposed of leaves nothing behind, also in the middle of its work', async ({ page }) => {
  await page.evaluate(() => /** @type {any} */ (window).gradual.labs.digits.hide());
  /** @param {number} rounds @param {number} pause until the lab goes, in milliseconds */
  const comeAndGo = (rounds, pause) =>
    page.evaluate(
      async ([rounds, pause]) => {
        const { gradual } = /** @type {any} */ (window);
        const element = document.body.appendChild(document.createElement('section'));
        const button = (/** @type {string} */ name) =>
          /** @type {HTMLElement} */ (
            [...element.querySelectorAll('button')].find(
              ({ ariaLabel, textContent }) => ariaLabel === name || textContent?.trim() === name,
            )
          );
        for (let i = 0; i < rounds; i++) {
          const lab = await gradual.createLab('digits', element, { seed: i });
          lab.show();
          button('Train').click();
          await new Promise((done) => setTimeout(done, (i + 1) * pause));
          button('Show a test digit').click();
          if (i % 2 === 0) element.scrollIntoView();
          await new Promise((done) => setTimeout(done, pause));
          lab.dispose();
          if (element.children.length > 0) throw new Error('The lab is still there.');
        }
        element.remove();
      },
      [rounds, pause],
    );
  await comeAndGo(1, 2000);
  const before = await settled(page);
  await comeAndGo(6, 200);
  await comeAndGo(3, 0);
  await expect.poll(() => held(page)).toEqual(before);
});
