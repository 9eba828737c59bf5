// @ts-check
// A lab is a function of its state: what was set by hand can be taken as one plain value, and built again from it elsewhere.

import { expect, test } from './fixtures.js';
import { expectSame, shown as shownOf } from './shown.js';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('@playwright/test').Locator} Locator */
/** @typedef {import('../../www/shared/view-state.js').LabState} LabState */

/** What `window.gradual` offers. @typedef {{ gradual: { ready: Promise<void>, labs: { points: import('../../www/labs.js').Lab & { state: LabState, apply: (state: LabState) => void } } } }} Gradual */

// Each test trains in two pages and looks at every picture.
test.describe.configure({ timeout: 120_000 });

const points = (/** @type {Page} */ page) => page.locator('#points');

/** @param {Page} page */
async function open(page) {
  await page.goto('#points');
  await page.evaluate(() => /** @type {Gradual & Window} */ (/** @type {unknown} */ (window)).gradual.ready);
}

/** The state as it would be kept in a file. @param {Page} page @returns {Promise<LabState>} */
async function stateOf(page) {
  const text = await page.evaluate(() =>
    JSON.stringify(/** @type {Gradual & Window} */ (/** @type {unknown} */ (window)).gradual.labs.points.state),
  );
  return JSON.parse(text);
}

/** @param {Page} page @param {LabState} state */
function apply(page, state) {
  return page.evaluate(
    (state) => /** @type {Gradual & Window} */ (/** @type {unknown} */ (window)).gradual.labs.points.apply(state),
    state,
  );
}

/** @param {Page} page @param {string} label @param {string} value */
async function type(page, label, value) {
  await points(page).getByLabel(label, { exact: true }).fill(value);
  await page.keyboard.press('Enter');
}

/** @param {Page} page @param {number} epochs */
async function train(page, epochs) {
  const step = points(page).getByRole('button', { name: 'Step one epoch' });
  for (let epoch = 0; epoch < epochs; epoch++) await step.dispatchEvent('click');
}

/** What can be undone is no part of a state. */
const UNDO = /- button "Undo".*|- status "Brush".*/g;

/** @param {Page} page */
const shown = (page) => shownOf(points(page), UNDO);

/** Sets something in every part of the lab, as people do. @param {Page} page */
async function setByHand(page) {
  const lab = points(page);
  await lab.getByRole('radio', { name: 'Five blobs' }).check({ force: true });
  await lab.getByLabel('Line-up').selectOption('Four ways to draw a line');
  await lab.getByRole('button', { name: 'Remove Perceptron' }).click();
  await lab.getByLabel('Add a model').selectOption('Network');
  await type(page, 'Data seed', '11');
  await type(page, 'Seed', '12');
  await type(page, 'Points', '150');
  await lab.getByLabel('Held out', { exact: true }).fill('0.4');
  await lab.getByLabel('Speed').selectOption('100 batches');
  await type(page, 'Learning rate, Network', '0.02');
  await lab.getByLabel('Add a unit in layer 1, Network').click(); // more than two in the last layer are shown by components, which follow what was before
  await lab.getByRole('region', { name: 'Network', exact: true }).getByText('More settings').click();
  await lab.getByLabel('Optimiser, Network').selectOption('momentum');
  await lab.getByRole('region', { name: 'Linear regression' }).getByText('Weights in numbers').click();
  await lab.getByRole('button', { name: 'Make new points' }).click();
  await lab.getByLabel('Loss against').selectOption('gradients worked out');
  await lab.getByLabel('Log scale').check();
  await lab.locator('.curve').getByText('Numbers').click();
  await lab.getByText('Confusion, precision, recall').click();
  await lab.getByText('Bring your own').click();
  await lab.getByRole('radio', { name: 'Class 3, diamond' }).check({ force: true });
}

/** And in those that stand below. @param {Page} page */
async function setBelow(page) {
  const lab = points(page);
  await lab.getByLabel('Flags on the chart').uncheck();
  await type(page, 'Limit of loss reached: loss', '0.002');
  await lab.getByLabel('Stop: number of epochs').check();
  const groups = lab.getByRole('region', { name: 'Look closer' }).getByRole('radiogroup');
  for (const [group, choice] of [
    ['Model, hill', 'Linear regression'],
    ['Model, hidden space', 'Network'],
    ['Model, S-curve', 'Network'],
    ['Class, S-curve', 'class 2'],
    ['Model, error curves', 'Network'],
    ['Error', 'Squared error'],
    ['Size of the update', '× 100'],
  ])
    await groups
      .and(lab.getByLabel(group, { exact: true }))
      .getByText(choice)
      .click();
  await lab.getByLabel('Weight up').selectOption({ index: 4 });
  await lab.getByLabel('Setting to compare').selectOption('Units per hidden layer');
  await type(page, 'Values to compare', '2, 3');
  await lab.getByLabel('Number of folds').selectOption('3');
  await type(page, 'Epochs of each run', '7');
  await lab.getByRole('application', { name: 'Points on the S-curve' }).press('ArrowRight');
  await expect(lab.getByRole('status', { name: 'Picked point' })).toContainText('Point');
}

test.describe.configure({ timeout: 120_000 });

test('what is set by hand is built again from its state: the same pictures, words and losses', async ({ page }) => {
  await open(page);
  await setByHand(page);
  await setBelow(page);
  const state = await stateOf(page);
  const before = await shown(page);
  await train(page, 5);
  const after = await shown(page);
  expect(after.told).not.toBe(before.told);

  await page.reload();
  await open(page);
  await apply(page, state);
  expect(await stateOf(page)).toEqual(state);
  expectSame(await shown(page), before);
  await apply(page, state);
  expect(await stateOf(page)).toEqual(state);
  expectSame(await shown(page), before);
  await train(page, 5);
  expectSame(await shown(page), after);
});

for (const { what, bring } of [
  {
    what: 'a table, with the columns that were chosen',
    bring: async (/** @type {Page} */ page) => {
      await points(page).getByText('Bring your own').click();
      const rows = Array.from({ length: 40 }, (_, i) => `${i},${(i * 5) % 7},${(i * 7) % 13},${i % 2 ? 'yes' : 'no'}`);
      await points(page)
        .getByLabel('Table as text')
        .fill(['age,weight,size,bought', ...rows].join('\n'));
      await points(page).getByRole('button', { name: 'Use this text' }).click();
      await points(page).getByLabel('Column for x₂').selectOption('size');
    },
  },
  {
    what: 'a formula that was typed',
    bring: async (/** @type {Page} */ page) => {
      await points(page).getByText('Bring your own').click();
      await type(page, 'Formula of x', 'cos(3x)');
    },
  },
  {
    what: 'painted points',
    bring: async (/** @type {Page} */ page) => {
      await points(page).getByRole('radio', { name: 'Class 2, triangle' }).check({ force: true });
      const easel = points(page).getByRole('application', { name: 'Paint points: Network' });
      for (const key of ['Enter', 'ArrowUp', 'Enter', 'ArrowRight', 'Enter']) await easel.press(key);
    },
  },
])
  test(`${what}: they are part of the state`, async ({ page }) => {
    await open(page);
    await bring(page);
    const state = await stateOf(page);
    await points(page).getByRole('button', { name: 'Restart' }).click();
    const before = await shown(page);
    await train(page, 2);
    const after = await shown(page);
    await page.reload();
    await open(page);
    await apply(page, state);
    expect(await stateOf(page)).toEqual(state);
    expectSame(await shown(page), before);
    await train(page, 2);
    expectSame(await shown(page), after);
  });

test('a state that makes no sense is refused, and changes nothing', async ({ page }) => {
  await open(page);
  const state = await stateOf(page);
  const refused = (/** @type {unknown} */ other) =>
    page.evaluate((other) => {
      try {
        /** @type {any} */ (window).gradual.labs.points.apply(other);
        return 'taken';
      } catch (error) {
        return /** @type {Error} */ (error).name;
      }
    }, other);
  for (const other of [null, {}, { ...state, version: 2 }, { ...state, lab: 'digits' }, { ...state, recipe: {} }])
    expect(await refused(other), JSON.stringify(other)).toBe('Refusal');
  expect(await stateOf(page)).toEqual(state);
  await apply(page, { ...state, view: { bar: { speed: -3 }, curves: { along: 7 }, nothing: { x: 1 } } });
  await train(page, 1);
  await expect(points(page).getByRole('status', { name: 'Progress' })).toContainText('Epoch 1');
});
