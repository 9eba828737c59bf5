// @ts-check
// The Points lab in time, by keyboard alone: scrub back, resume, stop by rules, back to the best, replay, and go on after a crash.

import { expect, test } from './fixtures.js';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('../../www/pkg/gradual.js').Race} Race */

/** What `window.gradual` offers. @typedef {{ gradual: { ready: Promise<void>, labs: { points: { race: Race } } } }} Gradual */

test.beforeEach(async ({ page }) => {
  await page.goto('#points');
  await page.evaluate(() => /** @type {Gradual & Window} */ (/** @type {unknown} */ (window)).gradual.ready);
});

/** @param {Page} page @param {string} name */
const button = (page, name) => page.locator('#points').getByRole('button', { name, exact: true });

/** @param {Page} page */
const timeline = (page) => page.locator('#points').getByLabel('Timeline', { exact: true });

/** Presses a button by keyboard. @param {Page} page @param {string} name @param {number} [times] */
async function press(page, name, times = 1) {
  await button(page, name).focus();
  for (let i = 0; i < times; i++) await page.keyboard.press('Enter');
}

/** All that is told of the models in numbers, but for the seconds. @param {Page} page */
function report(page) {
  return page.evaluate(() => {
    const { race } = /** @type {Gradual & Window} */ (/** @type {unknown} */ (window)).gradual.labs.points;
    return race.report().models.map((model) => ({ ...model, seconds: 0 }));
  });
}

/** The weights of the network, and the picture of its boundary. @param {Page} page */
async function seen(page) {
  const weights = await page.evaluate(() => {
    const { race } = /** @type {Gradual & Window} */ (/** @type {unknown} */ (window)).gradual.labs.points;
    return [...race.parameters(1)];
  });
  const boundary = await page
    .getByRole('img', { name: 'Decision boundary: Network' })
    .evaluate((canvas) => /** @type {HTMLCanvasElement} */ (canvas).toDataURL());
  const table = await page.locator('#points .scores').innerText();
  return { weights, boundary, table: table.replace(/Seconds of training.*/, '') };
}

/** @param {Page} page @param {string} label @param {string} value */
async function typeInto(page, label, value) {
  await page.locator('#points').getByLabel(label, { exact: true }).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(value);
  await page.keyboard.press('Enter');
}

/** The same points, weights and batches in every test. @param {Page} page */
async function fixSeeds(page) {
  await typeInto(page, 'Data seed', '7');
  await typeInto(page, 'Seed', '7');
}

test('one scrubs back with the arrow keys, and everything follows; training goes on from there', async ({ page }) => {
  await fixSeeds(page);
  await page.locator('#points').getByLabel('Speed').selectOption('1 batch a frame');
  await button(page, 'Train').focus();
  await page.keyboard.press('Space');
  await expect.poll(async () => (await report(page))[1].iteration, { timeout: 20_000 }).toBeGreaterThan(30);
  await timeline(page).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(button(page, 'Train')).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('End');
  const [now, models] = [await seen(page), await report(page)];
  for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowLeft');
  const [then, before] = [await seen(page), await report(page)];
  expect(before[1].iteration).toBeLessThan(models[1].iteration);
  expect(before[1].train?.loss).not.toBe(models[1].train?.loss);
  for (const part of /** @type {const} */ (['weights', 'boundary', 'table'])) expect(then[part]).not.toEqual(now[part]);
  await expect(page.locator('#points').getByRole('status', { name: 'Progress' })).toContainText(
    `iteration ${before[0].iteration}`,
  );
  await expect(timeline(page)).toHaveAttribute('aria-valuetext', /epoch \d+\.\d of \d+\.\d/);
  await press(page, 'Back to now');
  expect(await seen(page)).toEqual(now);
  await timeline(page).focus();
  for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowLeft');
  expect(await seen(page)).toEqual(then);
  await press(page, 'Resume here');
  await expect(button(page, 'Back to now')).toBeDisabled();
  const steps = Number(models[1].iteration) - Number(before[1].iteration);
  await press(page, 'Step', steps);
  expect((await seen(page)).weights).toEqual(now.weights);
});

test('the past outlives other settings and painted points, and a sentence says what is shown', async ({ page }) => {
  await fixSeeds(page);
  const shown = page.getByRole('status', { name: 'What the timeline shows' });
  await press(page, 'Step one epoch', 3);
  const then = await seen(page);
  await press(page, 'Step one epoch', 2);
  await typeInto(page, 'Learning rate, Network', '0.1');
  await press(page, 'Step one epoch', 2);
  await timeline(page).focus();
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowLeft');
  expect(await seen(page)).toEqual(then);
  await expect(shown).toHaveText('Weights, boundaries and losses of then. Settings stay as they are now.');
  await page.getByRole('radio', { name: 'Class 1, square' }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('application', { name: 'Paint points: Network' }).focus();
  await page.keyboard.press('Enter');
  await press(page, 'Step one epoch', 2);
  await timeline(page).focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowLeft');
  await expect(shown).toHaveText(
    'Weights of then on the points of now; the losses were logged then. Settings stay as they are now.',
  );
  await expect(timeline(page)).toHaveAttribute('aria-valuetext', 'epoch 2.0 of 5.0');
  await press(page, 'Resume here');
  await press(page, 'Step one epoch');
  expect((await report(page))[1].epoch).toBe(3);
  await press(page, 'Add a unit in layer 1, Network');
  await expect(timeline(page)).toBeHidden(); // without a past it is not there
});

test('a rule puts up its flag, and stops the models once it is ticked', async ({ page }) => {
  await fixSeeds(page);
  const panel = page.getByRole('region', { name: 'When to stop' });
  await panel.scrollIntoViewIfNeeded();
  await typeInto(page, 'Limit of number of epochs: epochs', '2');
  await press(page, 'Step one epoch', 3);
  const row = panel.getByRole('listitem').filter({ hasText: 'epochs are done' });
  await expect(row).toContainText('Network: epoch 2.0');
  expect((await report(page))[1].epoch).toBe(3);
  await typeInto(page, 'Limit of number of epochs: epochs', '5');
  await page.getByLabel('Stop: number of epochs').focus();
  await page.keyboard.press('Space');
  await press(page, 'Train');
  await expect(page.getByRole('alert').filter({ hasText: 'Network stopped' })).toContainText('5 epochs are done', {
    timeout: 20_000,
  });
  await expect(button(page, 'Train')).toHaveAttribute('aria-pressed', 'false');
  expect((await report(page))[1].epoch).toBe(5);
  await press(page, 'Step');
  expect((await report(page))[1].stopped).toBeNull();
});

test('back to the best gives the lowest held-out loss of the run', async ({ page }) => {
  await fixSeeds(page);
  await press(page, 'Step one epoch', 12);
  const lowest = await page.evaluate(() => {
    const { core, labs } = /** @type {any} */ (window).gradual;
    return Math.min(...core.Curves.of(labs.points.race, 1, 'heldOutLoss'));
  });
  await page.getByRole('region', { name: 'When to stop' }).scrollIntoViewIfNeeded();
  await press(page, 'Back to the best, Network');
  expect(Math.fround((await report(page))[1].heldOut?.loss ?? 0)).toBe(lowest);
  await expect(page.getByRole('alert')).toContainText('Network is back at its best');
  await press(page, 'Go on, Network');
  await expect(button(page, 'Train')).toHaveAttribute('aria-pressed', 'true');
});

test('an earlier run keeps its name and its curve, and is replayed to the last digit', async ({ page }) => {
  await fixSeeds(page);
  await press(page, 'Step one epoch', 4);
  const first = await seen(page);
  await typeInto(page, 'Learning rate, Network', '0.1');
  await press(page, 'Step one epoch', 2);
  await page.getByRole('radio', { name: 'XOR' }).focus();
  await page.keyboard.press('Space');
  const runs = page.getByRole('list', { name: 'Earlier runs' });
  await expect(runs.getByRole('listitem')).toHaveCount(2);
  await expect(runs).toContainText('Run 1: Circles; Network: η 0.01');
  await press(page, 'Replay run 1');
  await expect(page.getByRole('radio', { name: 'Circles' })).toBeChecked();
  await expect(page.getByLabel('Learning rate, Network')).toHaveValue('0.01');
  await expect(page.getByRole('region', { name: 'Earlier runs' })).toContainText('set up as run 1 was');
  await press(page, 'Step one epoch', 4);
  expect(await seen(page)).toEqual(first);
  await page.getByLabel('Show run 2').focus();
  await page.keyboard.press('Space');
  await expect(page.getByLabel('Show run 2')).not.toBeChecked();
  await press(page, 'Delete run 2');
  await expect(page.getByLabel('Show run 2')).toHaveCount(0);
});

for (const { way, says } of [
  { way: 'Halve the rate and go on', says: 'learningRate' },
  { way: 'Clip gradients and go on', says: 'clip' },
]) {
  test(`learning rate 10 with ReLU: the run stops in a sentence, and "${way}" goes on`, async ({ page }) => {
    await typeInto(page, 'Data seed', '3');
    await typeInto(page, 'Seed', '3');
    for (const layer of [1, 2]) {
      await page.getByLabel(`Activation of layer ${layer}, Network`).focus();
      await page.keyboard.type('ReLU');
    }
    await page.locator('#points .model-1').getByText('More settings').focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Loss, Network').selectOption('squared error, linear output');
    await page.getByLabel('Optimiser, Network').selectOption('SGD');
    await typeInto(page, 'Learning rate, Network', '10');
    await press(page, 'Train');
    const alert = page.getByRole('alert').filter({ hasText: 'Network stopped' });
    await expect(alert).toContainText(/update \d+ .*learning rate 10 is too large/);
    await expect(page.locator('#points')).not.toContainText(/NaN|Infinity/);
    await press(page, `${way}, Network`);
    const config = await page.evaluate(() => {
      const { race } = /** @type {Gradual & Window} */ (/** @type {unknown} */ (window)).gradual.labs.points;
      return race.models()[1];
    });
    expect(says === 'clip' ? config.clip : config.learningRate).toBe(says === 'clip' ? Math.fround(0.01) : 5);
    await expect(page.locator('#points')).not.toContainText(/NaN|Infinity/);
  });
}

test('dead units are marked and told', async ({ page }) => {
  await fixSeeds(page);
  for (const layer of [1, 2]) await page.getByLabel(`Activation of layer ${layer}, Network`).selectOption('ReLU');
  await page.locator('#points .model-1').getByText('More settings').click();
  await page.getByLabel('Optimiser, Network').selectOption('SGD');
  await typeInto(page, 'Learning rate, Network', '10');
  await press(page, 'Step one epoch', 5);
  await expect(page.getByRole('img', { name: /^Network diagram: Network/ })).toHaveAccessibleName(/\d dead/);
  await expect(page.locator('#points .model-1 .health-place')).toContainText('dead: always 0');
});

test('a dragged slider never makes the page wait', async ({ page }) => {
  await fixSeeds(page);
  await press(page, 'Step', 60);
  const usual = await page.evaluate(() => {
    const slider = /** @type {HTMLInputElement} */ (document.querySelector('#points .timeline input'));
    const took = Array.from({ length: 50 }, (_, i) => {
      const began = performance.now();
      slider.value = String(50 - i);
      slider.dispatchEvent(new Event('input'));
      return performance.now() - began;
    });
    return took.sort((a, b) => a - b)[25];
  });
  console.log(`scrubbing takes ${usual.toFixed(1)} ms a moment`);
  expect(usual).toBeLessThan(50); // a busy machine; a free one takes less than a frame of 16.7
});
