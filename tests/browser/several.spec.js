// @ts-check
// Labs beside each other on one page, and labs that go without leaving anything behind.

import { expect, test } from './fixtures.js';
import { countHeld, held } from './held.js';

/** @typedef {import('@playwright/test').Page} Page */

test.describe.configure({ timeout: 120_000 });

test.beforeEach(async ({ page }) => {
  await countHeld(page);
  await page.goto('#points');
  await page.evaluate(() => /** @type {any} */ (window).gradual.ready);
});

/** One more lab of points, below the page. @param {Page} page @param {string} id */
async function another(page, id) {
  await page.evaluate(async (id) => {
    const { gradual } = /** @type {any} */ (window);
    const element = document.body.appendChild(document.createElement('section'));
    element.id = id;
    const lab = await gradual.createLab('points', element, { seed: 5 });
    gradual.labs[id] = lab;
    lab.show();
    await lab.complete();
  }, id);
  return page.locator(`#${id}`);
}

test('two labs on one page share no name and do not disturb each other', async ({ page }) => {
  const first = page.locator('#points');
  const second = await another(page, 'second');
  const names = await page.evaluate(() => {
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    const radios = [...document.querySelectorAll('input[type=radio]')].map((radio) => ({
      name: /** @type {HTMLInputElement} */ (radio).name,
      lab: radio.closest('.points'),
    }));
    const shared = radios.filter(({ name, lab }) => radios.some((other) => other.name === name && other.lab !== lab));
    const refersTo = ['aria-labelledby', 'aria-describedby', 'aria-controls', 'for', 'list'];
    const broken = refersTo.flatMap((attribute) =>
      [...document.querySelectorAll(`[${attribute}]`)].filter(
        (element) => !document.getElementById(element.getAttribute(attribute) ?? ''),
      ),
    );
    return { repeated: ids.filter((id, i) => ids.indexOf(id) !== i), shared: shared.length, broken: broken.length };
  });
  expect(names).toEqual({ repeated: [], shared: 0, broken: 0 });

  await second.getByRole('radio', { name: 'XOR' }).check({ force: true });
  await expect(first.getByRole('radio', { name: 'Circles' })).toBeChecked();
  await second.getByRole('button', { name: 'Step one epoch' }).click();
  await expect(second.getByRole('status', { name: 'Progress' })).toContainText('Epoch 1');
  await expect(first.getByRole('status', { name: 'Progress' })).toContainText('Epoch 0');
  for (const lab of [first, second])
    await expect(lab.getByRole('img', { name: 'Decision boundary: Network' })).toHaveCount(1);
});

test('the keys that undo are those of the lab that has the focus', async ({ page }) => {
  const labs = [page.locator('#points'), await another(page, 'second')];
  const counts = () =>
    page.evaluate(() => ['points', 'second'].map((name) => /** @type {any} */ (window).gradual.labs[name].race.count));
  for (const lab of labs) {
    await lab.getByRole('radio', { name: 'Class 1, square' }).check({ force: true });
    await lab.getByRole('application', { name: 'Paint points: Network' }).press('Enter');
  }
  expect(await counts()).toEqual([401, 401]);
  await page.keyboard.press('Control+z');
  expect(await counts()).toEqual([401, 400]);
  await labs[0].getByRole('button', { name: 'Train', exact: true }).focus();
  await page.keyboard.press('Control+z');
  expect(await counts()).toEqual([400, 400]);
  await page.keyboard.press('Control+Shift+z');
  await page.getByRole('tab', { name: 'Points' }).focus();
  await page.keyboard.press('Control+z');
  expect(await counts(), 'with two labs in sight, none is meant').toEqual([401, 400]);
});

test('a lab that is disposed of leaves nothing behind, also in the middle of its work', async ({ page }) => {
  await another(page, 'warm');
  await page.evaluate(() => /** @type {any} */ (window).gradual.labs.warm.dispose());
  const before = await held(page);
  await page.evaluate(async () => {
    const { gradual } = /** @type {any} */ (window);
    const element = document.body.appendChild(document.createElement('section'));
    for (let i = 0; i < 20; i++) {
      const lab = await gradual.createLab('points', element, { seed: i });
      lab.show();
      await lab.complete();
      const button = (/** @type {string} */ name) =>
        /** @type {HTMLElement} */ (element.querySelector(`[aria-label="${name}"]`));
      if (i % 2 === 0) button('Start cross-validation').click();
      button('Train').click();
      await new Promise((done) => setTimeout(done, 100));
      lab.dispose();
    }
    element.remove();
  });
  await expect.poll(() => held(page)).toEqual(before);
});

test('a lab may go before it is complete', async ({ page }) => {
  const before = await held(page);
  await page.evaluate(async () => {
    const { gradual } = /** @type {any} */ (window);
    const element = document.body.appendChild(document.createElement('section'));
    const lab = await gradual.createLab('points', element, { seed: 1 });
    const complete = lab.complete();
    lab.dispose();
    await complete;
    element.remove();
  });
  await expect.poll(() => held(page)).toEqual(before);
});
