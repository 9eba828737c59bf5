// @ts-check
// The Digits lab is a function of its state: what was set by hand can be taken as one plain value, and built again from it.

import { digits, draw, placed } from './drawings.js';
import { expect, test } from './fixtures.js';
import { expectSame, shown } from './shown.js';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('../../www/shared/view-state.js').LabState} LabState */

test.describe.configure({ timeout: 240_000 });

/** @param {Page} page */
const digitsLab = (page) => page.locator('#digits');

/** @param {Page} page */
async function open(page) {
  await page.goto('#digits');
  await expect(page.getByText('10,000 training digits')).toBeVisible();
}

/** The state as it would be kept in a file. @param {Page} page @returns {Promise<LabState>} */
async function stateOf(page) {
  return JSON.parse(await page.evaluate(() => JSON.stringify(/** @type {any} */ (window).gradual.labs.digits.state)));
}

/** @param {Page} page @param {unknown} state @returns {Promise<string>} "taken", or why it was not */
function apply(page, state) {
  return page.evaluate((state) => {
    try {
      /** @type {any} */ (window).gradual.labs.digits.apply(state);
      return 'taken';
    } catch (error) {
      const { name, message } = /** @type {Error} */ (error);
      return `${name}: ${message}`;
    }
  }, state);
}

/** @param {Page} page @param {string} label @param {string} value */
async function type(page, label, value) {
  await page.getByLabel(label, { exact: true }).fill(value);
  await page.keyboard.press('Enter');
}

/** Waits until all models and naive Bayes have been judged, and the map rests. @param {Page} page */
async function settle(page) {
  await page.waitForFunction(() => {
    const { models } = /** @type {any} */ (window).gradual.labs.digits.race.report();
    return models.every((/** @type {any} */ model) => model.heldOut && model.evaluatedAt === model.iteration);
  });
  await page.getByRole('region', { name: 'How the last hidden layer sorts the digits' }).scrollIntoViewIfNeeded();
  await expect(page.getByText('have a nearest neighbour of the same class')).toBeVisible();
  await page.getByRole('region', { name: 'How good are they?' }).scrollIntoViewIfNeeded();
  const comparison = page.getByRole('table', { name: 'Comparison of the models' });
  await expect(comparison.getByRole('row').filter({ hasText: '±' })).toHaveCount(5);
  await page.getByRole('region', { name: 'Your digits' }).scrollIntoViewIfNeeded();
  await page.waitForTimeout(1500);
}

/** @param {Page} page @param {string} group @param {string} choice */
async function choose(page, group, choice) {
  await page.getByRole('radiogroup', { name: group, exact: true }).getByText(choice, { exact: true }).click();
}

/** Sets something in every part of the lab, as people do. @param {Page} page */
async function setByHand(page) {
  const lab = digitsLab(page);
  await draw(page, digits[7]);
  await lab.getByRole('button', { name: 'Teach 7' }).click();
  await lab.getByRole('button', { name: 'Clear' }).click();
  for (const [digit, x] of [
    [4, 0.2],
    [7, 0.8],
    [0, 0.5],
  ])
    await draw(page, placed(digits[digit], { middle: [x, 0.5], size: 0.32 }));
  await lab
    .getByRole('radiogroup', { name: 'Digit', exact: true })
    .getByRole('radio', { name: '1st' })
    .check({ force: true });
  await choose(page, 'Tool', 'Eraser');
  await type(page, 'Seed', '12');
  await lab.getByLabel('Speed').selectOption('10 batches');
  await lab.getByRole('checkbox', { name: /^Augmentation/ }).check();
  await type(page, 'Hidden units, Network', '32');
  await lab.getByRole('article', { name: 'Network', exact: true }).getByText('Settings', { exact: true }).click();
  await type(page, 'Learning rate, Network', '0.01');
  await lab.getByLabel('Log scale').check();
  await lab.locator('.accuracy-place').getByText('Numbers').click();
}

/** And in those that stand below. @param {Page} page */
async function setBelow(page) {
  const lab = digitsLab(page);
  await choose(page, 'Train on', 'Both');
  await expect(page.getByText('10,001 training digits')).toBeVisible();
  await lab.getByRole('radio', { name: 'Mark by Network' }).check();
  await choose(page, 'Layers of', 'Network');
  await lab.getByRole('application', { name: /^Dense layer 1:/ }).press('ArrowRight');
  await expect(lab.getByRole('region', { name: 'The chosen cell' }).getByRole('heading')).toHaveText(/^Dense layer 1/);
  await lab.getByRole('button', { name: 'Pin', exact: true }).click();
  await choose(page, 'Why this digit', '3');
  await lab
    .locator('.levels summary')
    .filter({ hasText: /^Output/ })
    .click();
  await lab.locator('.filters summary').last().dispatchEvent('click');
  // A map's axes keep the sense they had, so that it is never mirrored: only a first one is a function of the state.
  await choose(page, 'Model on the map', 'Convolutional network');
  await expect(lab.getByText(/where the 784 values put it/)).toBeVisible();
  await lab.getByRole('application', { name: 'Digits on the map' }).press('ArrowRight');
  await expect(lab.getByRole('status', { name: 'Chosen digit' })).toHaveText(/Labelled/);
  await lab.getByRole('region', { name: 'How good are they?' }).scrollIntoViewIfNeeded();
  await lab.getByRole('radio', { name: 'Bernoulli naive Bayes' }).check({ force: true });
  await lab.getByRole('button', { name: /^4 taken for 9: / }).click();
  await lab.getByText('Numbers of Bernoulli naive Bayes').click();
}

test('what is set by hand is built again from its state: the same guesses, words and pictures', async ({ page }) => {
  await open(page);
  await setByHand(page);
  await setBelow(page);
  await settle(page);
  const state = await stateOf(page);
  const before = await shown(digitsLab(page));
  expect(before.told).toContain('Digits on the map');

  await page.reload();
  await open(page);
  expect(await apply(page, state)).toBe('taken');
  await expect(page.getByText('10,001 training digits')).toBeVisible();
  await settle(page);
  expect(await stateOf(page)).toEqual(state);
  expectSame(await shown(digitsLab(page)), before);

  await page.reload();
  await page.evaluate((state) => {
    const { gradual } = /** @type {any} */ (window);
    return gradual.ready.then(() => gradual.labs.digits.apply(state)); // before anything has loaded
  }, state);
  await expect(page.getByText('10,001 training digits')).toBeVisible();
  await settle(page);
  expect(await stateOf(page)).toEqual(state);
  expectSame(await shown(digitsLab(page)), before);
});

test('ready weights, a picture on the pad and an epoch under way are of the state too', async ({ page }) => {
  await open(page);
  const guess = page.getByRole('status', { name: 'First guess' });
  await page.getByRole('button', { name: 'Show a test digit' }).click();
  const label = (await page.getByText(/^A test digit, labelled/).textContent())?.at(-1);
  await expect(page.getByText(/^These models have learned already/)).toBeVisible();
  await expect(guess).toContainText(/Convolutional network: (Not sure; perhaps )?\d, \d+ %/);
  const [state, told] = [await stateOf(page), await guess.textContent()];
  await page.getByRole('button', { name: 'Start from nothing' }).click();
  await page.getByRole('button', { name: 'Clear' }).click();
  await choose(page, 'Input', 'As drawn');
  const other = await stateOf(page);

  expect(await apply(page, state)).toBe('taken');
  await expect(guess).toHaveText(String(told));
  await expect(page.getByText(`A test digit, labelled ${label}`)).toBeVisible();
  expect(await stateOf(page)).toEqual(state);
  expect(await apply(page, other)).toBe('taken');
  await expect(guess).toHaveText('Nothing drawn yet');
  await expect(page.getByText(/classic mistake/)).toBeVisible();

  await page.getByRole('button', { name: 'Step one epoch' }).click();
  const under = await stateOf(page);
  await expect(page.getByRole('status', { name: 'Progress' })).toContainText('Epoch 1', { timeout: 60_000 });
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toHaveAttribute('aria-pressed', 'false');
  const weights = () =>
    page.evaluate(() => [.../** @type {any} */ (window).gradual.labs.digits.race.parameters(1).slice(-50)]);
  const learned = await weights();
  expect(await apply(page, under)).toBe('taken');
  await expect(page.getByRole('status', { name: 'Progress' })).toContainText('Epoch 1', { timeout: 60_000 });
  expect(await weights(), 'the epoch is trained to its end, with the same bits').toEqual(learned);
});

test('a state that makes no sense is refused, and changes nothing', async ({ page }) => {
  await open(page);
  await draw(page, digits[7]);
  const state = await stateOf(page);
  const { recipe, view } = /** @type {any} */ (state);
  const bad = [
    null,
    {},
    { ...state, version: 2 },
    { ...state, lab: 'points' },
    { ...state, recipe: null },
    { ...state, view: { judge: 7 } },
    { ...state, recipe: { ...recipe, seed: -1 } },
    { ...state, recipe: { ...recipe, models: recipe.models.slice(1) } },
    { ...state, recipe: { ...recipe, data: { kind: 'digits', mnist: 'none', own: false } } },
    { ...state, view: { ...view, drawing: { strokes: [[0.5, 0.5, 0.5]] } } },
    { ...state, view: { ...view, drawing: { strokes: [[0.5, 7]] } } },
    { ...state, view: { ...view, drawing: { strokes: 'none' } } },
  ];
  for (const other of bad) expect(await apply(page, other), JSON.stringify(other)).toMatch(/^Refusal: /);
  expect(await stateOf(page)).toEqual(state);

  const odd = {
    sketch: { digit: 9, picture: { test: 1e9 }, mode: 'upside down', tool: 3 },
    run: { speed: -3, lastEpoch: 'never' },
    layers: { model: 99, digit: 77, cell: { level: 1, index: 0.5 }, map: -4, closed: ['x'] },
    'hidden-map': { model: -1, digit: 5.5 },
    judge: { model: 1e9, cell: { label: 12, predicted: -1 }, example: 'one', numbers: 3 },
    own: { chosen: 12, taught: true, marking: 50, most: [] },
    columns: { open: [7, 'x'] },
    nothing: { x: 1 },
  };
  expect(await apply(page, { ...state, view: odd })).toBe('taken');
  for (const part of ['.layers', '.hidden-map', '.judge', '.own']) {
    await page.locator(`#digits ${part}`).scrollIntoViewIfNeeded();
    await page.waitForTimeout(500);
  }
  expect(await digitsLab(page).textContent()).not.toMatch(/undefined|NaN|null/);
});
