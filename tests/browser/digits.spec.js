// @ts-check
// The Digits lab as people use it: load, train, draw; and downloads that fail. What the pad can do is in pad.spec.js.

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { digits, draw, ink, inside, padBounds } from './drawings.js';
import { expect, test } from './fixtures.js';

/** @typedef {import('@playwright/test').Page} Page */

// Requests that the service worker makes can't be made to fail from here.
test.use({ serviceWorkers: 'block' });

// Three models take a while to learn on a busy machine.
test.describe.configure({ timeout: 180_000 });

const names = ['Logistic unit, ten outputs', 'Network', 'Convolutional network'];

const filters = 'Weights: Convolutional network, first layer';

test('three models learn and read what is drawn', async ({ page }) => {
  await open(page);
  const seed = page.getByRole('spinbutton', { name: 'Seed', exact: true });
  await seed.fill('7');
  await seed.press('Enter');
  await expect(page.getByText(/^Not trained yet: press Train/)).toBeVisible();
  await draw(page, digits[7]);
  await expect(page.getByText(/^Not trained yet: these guesses mean nothing/)).toBeVisible();
  for (const epoch of [1, 2, 3]) await trainAnEpoch(page, epoch);
  const progress = await page.getByRole('status', { name: 'Progress' }).textContent();
  const [unit, network, convolutional] = [...String(progress).matchAll(/accuracy ([\d.]+) %/g)].map(([, percent]) =>
    Number(percent),
  );
  expect(unit).toBeGreaterThan(89);
  expect(network).toBeGreaterThan(92.5);
  expect(convolutional).toBeGreaterThan(96);
  for (const [digit, strokes] of Object.entries(digits)) {
    await page.getByRole('button', { name: 'Clear' }).click();
    await draw(page, strokes);
    for (const name of names)
      await expect(guesses(page, name).first(), `${name} reads a ${digit}`).toHaveText(
        new RegExp(`^${digit}, \\d+ %$`),
      );
    await expect(page.getByRole('status', { name: 'First guess' })).toContainText(`Convolutional network: ${digit}, `);
  }
});

test('the models read at once; a start from nothing and ready weights are one click each', async ({ page }) => {
  await open(page);
  const firstGuess = page.getByRole('status', { name: 'First guess' });
  await expect(page.getByText(/^These models have learned 60,000 digits already/)).toBeVisible();
  const learned = await weights(page);
  for (const [digit, strokes] of Object.entries(digits)) {
    await page.getByRole('button', { name: 'Clear' }).click();
    await draw(page, strokes);
    await expect(firstGuess).toContainText(`Convolutional network: ${digit}, `);
  }
  await page.getByRole('button', { name: 'Start from nothing' }).click();
  await expect(page.getByText(/^Not trained yet: these guesses mean nothing/)).toBeVisible();
  await expect(firstGuess).toContainText('Logistic unit, ten outputs: Not sure; perhaps 0, 10 %');
  const first = await weights(page);
  expect(first).not.toEqual(learned);
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  await page.getByRole('button', { name: 'Restart' }).click();
  expect(await weights(page)).toEqual(first);
  await page.getByRole('button', { name: 'Ready weights' }).click();
  expect(await weights(page)).toEqual(learned);
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  expect(await weights(page)).not.toEqual(learned);
  await page.getByRole('button', { name: 'Restart' }).click();
  expect(await weights(page)).toEqual(learned);
});

test('augmentation changes what the same batches teach', async ({ page }) => {
  await open(page);
  const afterStep = async () => {
    await page.getByRole('button', { name: 'Start from nothing' }).click();
    await page.getByRole('button', { name: 'Step', exact: true }).click();
    return weights(page);
  };
  const plain = await afterStep();
  await page.getByRole('checkbox', { name: /^Augmentation/ }).check();
  const varied = await afterStep();
  expect(varied).not.toEqual(plain);
  expect(await afterStep()).toEqual(varied);
  await page.getByRole('checkbox', { name: /^Augmentation/ }).uncheck();
  expect(await afterStep()).toEqual(plain);
});

test('guesses move with the stroke while the models train', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(page.getByRole('status', { name: 'Progress' })).toContainText(/Epoch [1-9]/, { timeout: 60_000 });
  const pad = await padBounds(page);
  const [[first, ...rest]] = digits[0];
  await page.mouse.move(...inside(pad, first));
  await page.mouse.down();
  for (const place of rest.slice(0, 8)) await page.mouse.move(...inside(pad, place));
  await expect(guesses(page, 'Network')).toHaveCount(10);
  for (const place of rest.slice(8)) await page.mouse.move(...inside(pad, place));
  await expect(guesses(page, 'Network').first()).toHaveText(/^0, \d+ %$/);
  const shares = (await guesses(page, 'Network').allTextContents()).map((text) => Number(text.match(/, (\d+) %/)?.[1]));
  expect(shares).toEqual(shares.toSorted((a, b) => b - a));
  await page.mouse.up();
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toHaveAttribute('aria-pressed', 'true');
});

test('a keyboard is enough to see guesses', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Show a test digit' }).press('Enter');
  await expect(page.getByText(/^A test digit, labelled \d$/)).toBeVisible();
  await expect(guesses(page, 'Network')).toHaveCount(10);
  expect(await ink(page, 'Drawing pad')).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Clear' }).press('Enter');
  await expect(page.getByText(/^A test digit/)).toHaveCount(0);
  await expect(page.getByRole('status', { name: 'First guess' })).toHaveText('Nothing drawn yet');
});

test('the filters of the convolutional network are drawn, and change as it learns', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Start from nothing' }).click();
  const sheet = page.getByRole('img', { name: filters });
  const picture = () => sheet.evaluate((canvas) => /** @type {HTMLCanvasElement} */ (canvas).toDataURL());
  await sheet.scrollIntoViewIfNeeded();
  await expect.poll(() => ink(page, filters), 'eight filters of 5 × 5').toBe(200);
  const before = await picture();
  for (let step = 0; step < 10; step++) await page.getByRole('button', { name: 'Step', exact: true }).click();
  await sheet.scrollIntoViewIfNeeded(); // the buttons are far above, and what nobody sees is not painted
  await expect.poll(picture).not.toBe(before);
});

test('LeNet-5 takes the place of the small network, and all start anew', async ({ page }) => {
  await open(page);
  const ready = await weights(page);
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  const layers = page.getByRole('combobox', { name: 'Layers, Convolutional network' });
  await expect(layers).toHaveValue('Small CNN');
  await expect(page.getByText('5×5×8 → pool → 5×5×16 → pool → 10')).toBeVisible();
  await layers.selectOption('LeNet-5');
  await expect(layers).toHaveValue('LeNet-5');
  await expect(page.getByText('5×5×6 → pool → 5×5×16 → pool → 120 → 84 → 10')).toBeVisible();
  expect(await weights(page), 'the others start from ready weights again').toEqual(ready);
  await expect(page.getByRole('status', { name: 'Progress' })).toContainText('iteration 0');
  await expect(page.getByRole('table', { name: 'Loss and accuracy' })).toContainText('61,706');
  await page.getByRole('img', { name: filters }).scrollIntoViewIfNeeded();
  await expect.poll(() => ink(page, filters), 'six filters of 5 × 5').toBe(150);
  for (let step = 0; step < 10; step++) await page.getByRole('button', { name: 'Step', exact: true }).click();
  await expect(page.getByRole('status', { name: 'Progress' })).toContainText('iteration 10');
  await page.getByRole('button', { name: 'Show a test digit' }).click();
  await expect(guesses(page, 'Convolutional network')).toHaveCount(10);
});

test('a batch that would hold up the page is refused in a sentence', async ({ page }) => {
  await open(page);
  const panel = page.getByRole('article', { name: 'Convolutional network' });
  await panel.locator('summary').click();
  const size = panel.getByLabel('Batch size, Convolutional network');
  await size.fill('5000');
  await size.press('Enter');
  await expect(page.getByRole('alert')).toContainText('must be a whole number from 1 to 256 here, but it is 5000');
  await expect(size).toHaveValue('64');
});

test('the other 50,000 join without a new start', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  const before = await weights(page);
  await page.getByRole('button', { name: 'Load all 60,000' }).click();
  await expect(page.getByText('60,000 training digits')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('button', { name: 'Load all 60,000' })).toHaveCount(0);
  expect(await weights(page)).toEqual(before);
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  expect(await weights(page)).not.toEqual(before);
});

test.describe('when a download fails', () => {
  test.use({ expectedErrors: [/Failed to load resource/] });

  test('a sentence names the file, drawing works, and trying again does too', async ({ page }) => {
    await page.route(/train-images[^?]*$/, (route) => route.abort(), { times: 1 });
    await page.goto('./#digits');
    await expect(page.getByRole('alert')).toContainText('train-images.idx.gz could not be downloaded');
    await draw(page, digits[7]);
    expect(await ink(page, 'Network input 28 × 28')).toBeGreaterThan(0);
    /** @type {string[]} */
    const again = [];
    page.on('request', (request) => again.push(request.url()));
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByText('10,000 training digits')).toBeVisible();
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expect(guesses(page, 'Network')).toHaveCount(10);
    expect(
      again.filter((url) => url.includes('.idx')),
      'what had arrived was kept',
    ).toHaveLength(1);
  });

  test('weights that do not arrive are told, and training works without', async ({ page }) => {
    await page.route(/network-[^?]*weights$/, (route) => route.abort(), { times: 1 });
    await open(page);
    await expect(page.getByRole('alert')).toContainText('could not be downloaded; training works without.');
    await expect(page.getByText(/^Not trained yet/)).toBeVisible();
    await page.getByRole('button', { name: 'Ready weights' }).click();
    await expect(page.getByText(/^These models have learned/)).toBeVisible();
  });

  test('a missing file too', async ({ page }) => {
    await page.route(/test-labels[^?]*$/, (route) => route.fulfill({ status: 404 }), { times: 1 });
    await page.goto('./#digits');
    await expect(page.getByRole('alert')).toContainText(
      'test-labels.idx.gz could not be downloaded: the server answered 404.',
    );
  });
});

test('a file that is cut short is told, and fetched anew', async ({ page }) => {
  const packed = readFileSync(new URL('../../www/pkg/digits/test-images.idx.gz', import.meta.url));
  const cut = [packed.subarray(0, 100_000), gunzipSync(packed).subarray(0, 1_000_000)];
  await page.route(/test-images[^?]*$/, (route) => route.fulfill({ body: cut.shift() }), { times: 2 });
  await page.goto('./#digits');
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('test-images.idx.gz arrived damaged or incomplete.');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(alert).toContainText('test-images.idx.gz arrived incomplete: 1,000,000 of 7,840,016 bytes.');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('10,000 training digits')).toBeVisible();
});

test('a bar shows how far the digits have loaded', async ({ page }) => {
  /** @type {() => void} */
  let letGo = () => {};
  const held = new Promise((resolve) => {
    letGo = () => resolve(undefined);
  });
  await page.route(/train-images[^?]*$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('./#digits');
  await expect(
    page.getByRole('progressbar', { name: /^Loading 20,000 handwritten digits: [\d.]+ of 3.2 MB/ }),
  ).toBeVisible();
  await draw(page, digits[1]);
  await expect(page.getByRole('status', { name: 'Progress' })).toHaveText('The digits are still loading');
  letGo();
  await expect(page.getByText('10,000 training digits')).toBeVisible();
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await expect(guesses(page, 'Network')).toHaveCount(10);
});

/** @param {Page} page */
async function open(page) {
  await page.goto('./');
  await page.getByRole('tab', { name: 'Digits' }).click();
  await expect(page.getByText('10,000 training digits')).toBeVisible();
  await page.waitForLoadState('networkidle'); // weights that have learned already are small, but come by themselves
}

/** @param {Page} page @param {number} epoch */
async function trainAnEpoch(page, epoch) {
  await page.getByRole('button', { name: 'Step one epoch' }).click();
  const progress = page.getByRole('status', { name: 'Progress' });
  await expect(progress).toContainText(`Epoch ${epoch} `, { timeout: 60_000 });
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toHaveAttribute('aria-pressed', 'false');
  const scored = () => {
    const report = /** @type {any} */ (window).gradual.labs.digits.race.report();
    return report.models.every((/** @type {any} */ model) => model.evaluatedAt === model.iteration);
  };
  await page.waitForFunction(scored, undefined, { timeout: 60_000 });
}

/** @param {Page} page @param {string} name of the model */
function guesses(page, name) {
  return page.getByRole('list', { name: `Guesses: ${name}` }).getByRole('listitem');
}

/** Some weights of the network. @param {Page} page @returns {Promise<number[]>} */
function weights(page) {
  return page.evaluate(() => [.../** @type {any} */ (window).gradual.labs.digits.race.parameters(1).slice(-500)]);
}
