// @ts-check
// Look inside: every number opens into its formula, adds up, and is walked to in both directions; worked examples come out as they should.

import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './fixtures.js';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('@playwright/test').Locator} Locator */

test.beforeEach(async ({ page }) => {
  await page.goto('#points');
  await page.evaluate(() => /** @type {any} */ (window).gradual.ready);
});

const panel = (/** @type {Page} */ page) => page.getByRole('region', { name: 'Look inside' });
const opened = (/** @type {Page} */ page) => panel(page).locator('.inside-open');

/** @param {Page} page @param {string} name */
const button = (page, name) => panel(page).getByRole('button', { name, exact: true });

/** All numbers that stand in what is open. @param {Page} page */
async function numbers(page) {
  const text = (await opened(page).innerText()).replaceAll('−', '-');
  return [...text.matchAll(/-?\d+(?:,\d{3})*(?:\.\d+)?(?:e-?\d+)?/g)].map(([number]) =>
    Number(number.replaceAll(',', '')),
  );
}

/** Whether each of these stands there, in single precision. @param {Page} page @param {number[]} expected */
async function tells(page, expected) {
  const told = await numbers(page);
  for (const value of expected) {
    const differences = told.map((other) => Math.abs(other - value));
    expect(Math.min(...differences), `${value} in ${told}`).toBeLessThan(1e-6 * Math.max(1, Math.abs(value)));
  }
}

/** @param {Page} page @param {RegExp} name */
async function begin(page, name) {
  const select = panel(page).getByLabel('Worked examples');
  const label = (await select.locator('option').allInnerTexts()).find((text) => name.test(text));
  await select.selectOption(label ?? '');
  if (!(await panel(page).getByLabel('all digits').isChecked())) await panel(page).getByLabel('all digits').check();
}

/** What must stand in the panel where each of these is open. @type {{ name: RegExp, open: Record<string, number[]> }[]} */
const printed = [
  {
    name: /^Mazur/,
    open: {
      'Unit 1 of layer 1': [0.3775, 0.5932699921, 0.0363503064, 0.0087713547],
      'Unit 2 of layer 1': [0.3925, 0.5968843783, 0.0413703226, 0.0099542547],
      'Output 1': [1.1059059671, 0.7513650696, 0.1384985616],
      'Output 2': [1.2249214041, 0.7729284653, -0.0380982365],
      Loss: [0.2748110832, 0.0235600256, 0.2983711088, 0.2910277737],
    },
  },
  {
    name: /^Han and Kamber/,
    open: {
      'Unit 1 of layer 1': [-0.7, 0.3318122278, 0.008724562],
      'Unit 2 of layer 1': [0.1, 0.5249791875, 0.0065420851],
      Output: [-0.1045395058, 0.4738888988, -0.1311690782],
    },
  },
  {
    name: /^Negnevitsky/,
    open: {
      'Unit 1 of layer 1': [0.5249791875, -0.038119478],
      'Unit 2 of layer 1': [0.880797078, 0.0147118208],
      Output: [0.5097242139, 0.1273828538],
    },
  },
  {
    name: /^CS231n/,
    open: {
      'Unit 1 of layer 1': [1, 0.7310585786, 0.1966119332],
      'Input x₁': [-1, 0.3932238665],
      'Input x₂': [-2, -0.5898357997],
    },
  },
  {
    name: /^micrograd/,
    open: { 'Unit 1 of layer 1': [0.881373587, Math.SQRT1_2, 0.5], 'Input x₁': [-1.5], 'Input x₂': [0.5] },
  },
  {
    name: /^A dead ReLU/,
    open: {
      'Unit 1 of layer 1': [2.28, -0.0056833598],
      'Unit 2 of layer 1': [-0.68, 0, -0.0368176897],
      'Output 1': [0.4332, 0.4290527237],
      'Output 3': [0.228, 0.3494567516, -0.6505432484],
      'Input x₁': [-0.0010230048],
      'Input x₂': [-0.000568336],
      Loss: [1.0513754685],
    },
  },
  {
    name: /^Zhou/,
    open: { 'Unit 1 of layer 1': [0.0474258732, -0.2376175586], Output: [0.5236951741, -0.9526096518] },
  },
  { name: /^One weight/, open: { Output: [2.1, -3.8], Loss: [3.61, 2.8710591364] } },
  { name: /^Goodfellow/, open: { Output: [0], 'Unit 2 of layer 1': [-1, 0] } },
];

for (const { name, open } of printed)
  test(`worked example ${name.source.slice(1)}: the panel has its numbers`, async ({ page }) => {
    await begin(page, name);
    for (const [what, expected] of Object.entries(open)) {
      await button(page, what).click();
      await tells(page, expected);
    }
  });

test('the gradients and updates of single weights are those printed', async ({ page }) => {
  for (const [name, unit, weight, expected] of /** @type {[RegExp, string, string, number[]][]} */ ([
    [/^Mazur/, 'Output 1', 'Weight from h₁ to output 1', [0.0821670406, 0.3589164797]],
    [/^Mazur/, 'Unit 1 of layer 1', 'Weight from x₁ to unit 1', [0.0004385677, 0.1497807161]],
    [/^Han/, 'Output', 'Weight from h₁ to the output', [-0.2608288463]],
    [/^Han/, 'Output', 'Bias of the output', [0.2180521704]],
    [/^Han/, 'Unit 1 of layer 1', 'Bias of unit 1', [-0.4078521058]],
    [/^Negnevitsky/, 'Output', 'Weight from h₂ to the output', [1.0887801555]],
    [/^CS231n/, 'Unit 1 of layer 1', 'Weight from x₂ to unit 1', [-0.3932238665]],
    [/^A dead ReLU/, 'Unit 1 of layer 1', 'Weight from x₁ to unit 1', [-0.0909337567]],
    [/^A dead ReLU/, 'Output 3', 'Weight from h₁ to output 3', [-1.4832386063]],
    [/^Zhou/, 'Unit 1 of layer 1', 'Weight from x₁ to unit 1', [0.0214695353]],
    [/^One weight/, 'Output', 'Weight from x₁ to the output', [-7.98, 1.0798]],
  ])) {
    await begin(page, name);
    await button(page, unit).click();
    await opened(page).getByRole('button', { name: weight, exact: true }).first().click();
    await tells(page, expected);
  }
});

test('a long run of updates comes to what it should, and starts again', async ({ page }) => {
  await begin(page, /^Nielsen: a saturated/);
  await button(page, 'Output').click();
  await tells(page, [0.98201379]);
  await button(page, 'Make 300 updates').click();
  await expect(panel(page).getByRole('status', { name: 'Updates made' })).toHaveText('300 updates made.');
  await tells(page, [0.2028484243]);
  await button(page, 'Start again').click();
  await tells(page, [0.98201379]);
  await begin(page, /less wrong/);
  await button(page, 'Make 300 updates').click();
  await tells(page, [0.0939556949]);
  await begin(page, /^Goodfellow/);
  for (const [row, value] of [0, 1, 1, 0].entries()) {
    await panel(page)
      .getByLabel('Example to look at')
      .fill(String(row + 1));
    await panel(page).getByLabel('Example to look at').press('Enter');
    await expect(button(page, 'Output')).toContainText(new RegExp(`y\\s*${value}`));
  }
});

test('Mazur’s example is walked through by keyboard alone', async ({ page }) => {
  await panel(page).getByLabel('Worked examples').focus();
  await page.keyboard.type('Mazur');
  await page.keyboard.press('Enter');
  const scrubber = panel(page).getByRole('slider', { name: 'Operation' });
  await expect(button(page, 'Output 2')).toBeVisible();
  for (let tabs = 0; tabs < 30 && !(await scrubber.evaluate((node) => node === document.activeElement)); tabs++)
    await page.keyboard.press('Tab');
  await expect(scrubber).toBeFocused();
  await page.keyboard.press('Home');
  await expect(scrubber).toHaveAttribute('aria-valuetext', /^1 of 12: Inputs x$/);
  await expect(button(page, 'Output 1')).toContainText('–');
  const forth = [await told(page)];
  for (let at = 2; at <= 12; at++) {
    await page.keyboard.press('ArrowRight');
    await expect(scrubber).toHaveAttribute('aria-valuetext', new RegExp(`^${at} of 12`));
    forth.push(await told(page));
  }
  await expect(opened(page)).toContainText('0.2984 → 0.2910');
  for (let at = 11; at >= 1; at--) {
    await page.keyboard.press('ArrowLeft');
    await expect(scrubber).toHaveAttribute('aria-valuetext', new RegExp(`^${at} of 12`));
    expect(await told(page)).toEqual(forth[at - 1]);
  }
  for (const stop of [3, 5, 6, 8, 11, 12]) {
    await page.keyboard.press('Space');
    await expect(scrubber).toHaveAttribute('aria-valuetext', new RegExp(`^${stop} of 12`));
  }
  await page.keyboard.press('End');
  await expect(scrubber).toHaveAttribute('aria-valuetext', '12 of 12: Update of all weights');
});

/** What the network's buttons tell at an operation: the same whichever way one has come. @param {Page} page */
const told = (page) => panel(page).locator('.inside-network').innerText();

test('sums add up to the last digit shown, whatever the activation', async ({ page }) => {
  test.setTimeout(90_000);
  const points = page.locator('#points');
  await points.getByText('More settings').nth(1).click();
  const activations = points.getByLabel(/^Activation.*Network/).first();
  const names = await activations.locator('option').allInnerTexts();
  expect(names.length).toBeGreaterThan(5);
  for (const name of names) {
    await activations.selectOption(name);
    await points.getByRole('button', { name: 'Step one epoch' }).click();
    for (const unit of ['Unit 1 of layer 1', 'Unit 3 of layer 1', 'Output']) {
      await button(page, unit).click();
      for (const table of await opened(page).getByRole('table').all()) {
        const products = (await table.locator('td:last-child').allInnerTexts()).map((text) => text.replace('−', '-'));
        const decimals = products[0].split('.')[1]?.length ?? 0;
        const units = products.map((text) => Math.round(Number(text) * 10 ** decimals));
        const sum = units.slice(0, -1).reduce((a, b) => a + b, 0);
        expect(sum, `${name}, ${unit}: ${products}`).toBe(units.at(-1));
      }
    }
  }
});

/** What is typed is refused in a sentence beside its field, and changes nothing. @param {Page} page @param {Locator} field @param {string} bad @param {string} sentence */
async function refuses(page, field, bad, sentence) {
  const state = () =>
    page.evaluate(() => {
      const { race } = /** @type {any} */ (window).gradual.labs.points;
      return [race.parameters(1), race.inputs(), race.labels()].map((numbers) => [...numbers].map(Number));
    });
  const before = await state();
  await field.fill(bad);
  await field.press('Enter');
  await expect(opened(page).getByRole('alert')).toContainText(sentence);
  expect(await state()).toEqual(before);
}

test('a weight is typed, frozen and taken back, and bad input is refused beside it', async ({ page }) => {
  await button(page, 'Unit 2 of layer 1').click();
  await button(page, 'Weight from x₁ to unit 2').click();
  const field = opened(page).getByLabel('Value of Weight from x₁ to unit 2');
  const before = await field.inputValue();
  const parameters = () =>
    page.evaluate(() => [.../** @type {any} */ (window).gradual.labs.points.race.parameters(1)].map(Number));
  const all = await parameters();
  await field.fill('−0,75');
  await field.press('Enter');
  await expect.poll(async () => (await parameters())[1]).toBe(-0.75);
  await opened(page).getByRole('button', { name: 'Freeze' }).click();
  await page.locator('#points').getByRole('button', { name: 'Step one epoch' }).click();
  const after = await parameters();
  expect(after[1]).toBe(-0.75);
  expect(after[0]).not.toBe(all[0]);
  for (const [bad, sentence] of [
    ['a half', 'is no number'],
    ['', 'is no number'],
    ['1e40', 'A weight or bias must be a number from -1000000 to 1000000, but it is'],
  ])
    await refuses(page, field, bad, sentence);
  await panel(page).getByText('All weights', { exact: true }).click();
  const cell = panel(page).getByRole('table').getByRole('textbox', { name: 'Weight from x₁ to unit 2' });
  await expect(cell).toHaveValue('-0.75');
  await cell.fill('1.25');
  await cell.press('Enter');
  await expect.poll(async () => (await parameters())[1]).toBe(1.25);
  await opened(page).getByRole('button', { name: 'Undo' }).click();
  await expect(field).toHaveValue('-0.75');
  await opened(page).getByRole('button', { name: 'Undo' }).click();
  await expect(opened(page).getByRole('alert')).toHaveCount(0);
  await expect(field).toHaveValue(before);
  await expect(opened(page).getByRole('button', { name: 'Undo' })).toBeDisabled();
});

test('inputs and targets are typed: a point moves and comes back, a worked example is another', async ({ page }) => {
  const inputs = () =>
    page.evaluate(() => [.../** @type {any} */ (window).gradual.labs.points.race.inputs().slice(0, 4)].map(Number));
  const before = await inputs();
  await button(page, 'Input x₂').click();
  const field = opened(page).getByLabel('Value of Input x₂');
  await field.fill('1,5');
  await field.press('Enter');
  await expect.poll(inputs).toEqual(before.with(1, 1.5));
  await expect(button(page, 'Input x₂')).toContainText('1.500');
  await field.fill('7');
  await field.press('Enter');
  await expect(opened(page).getByRole('alert')).toContainText('from −3 to 3');
  await page.locator('#points .brushes').getByRole('button', { name: 'Undo', exact: true }).click();
  expect(await inputs()).toEqual(before);
  await begin(page, /^One weight/);
  await button(page, 'Output').click();
  await opened(page).getByLabel('Value of the target of output').fill('2.1');
  await opened(page).getByLabel('Value of the target of output').press('Enter');
  await button(page, 'Loss').click();
  await tells(page, [0]);
  await button(page, 'Input x₁').click();
  await opened(page).getByLabel('Value of Input x₁').fill('3');
  await opened(page).getByLabel('Value of Input x₁').press('Enter');
  await button(page, 'Loss').click();
  await tells(page, [0.81]);
});

test('Nielsen’s reader of digits opens in the other lab, and learns there', async ({ page }) => {
  await panel(page).getByLabel('Worked examples').selectOption('Nielsen: a reader of digits (opens Digits)');
  const digits = page.locator('#digits');
  await expect(page.getByRole('tab', { name: 'Digits' })).toHaveAttribute('aria-selected', 'true');
  await expect(digits).toContainText('784 → 30 → 10');
  const model = () =>
    page.evaluate(() => {
      const { loss, learningRate, batchSize, initial } = /** @type {any} */ (
        window
      ).gradual.labs.digits.race.models()[1];
      return { loss, learningRate, batchSize, initial };
    });
  const nielsen = { loss: 'squared-error', learningRate: 3, batchSize: 10, initial: 'normal' };
  await expect.poll(model).toEqual(nielsen);
  await digits.getByRole('button', { name: 'Train' }).click();
  await expect
    .poll(() => page.evaluate(() => /** @type {any} */ (window).gradual.labs.digits.race.report().models[1].iteration))
    .toBeGreaterThan(10);
});

test('a layer goes without biases, and has them back', async ({ page }) => {
  const biases = () =>
    page.evaluate(() => {
      const { race } = /** @type {any} */ (window).gradual.labs.points;
      const { biases, outputs } = race.layers(1)[0];
      return [...race.parameters(1)].slice(biases, biases + outputs).map(Number);
    });
  const step = page.locator('#points').getByRole('button', { name: 'Step one epoch' });
  await step.click();
  const before = await biases();
  await panel(page).getByText('All weights', { exact: true }).click();
  const off = panel(page).getByRole('checkbox', { name: 'layer 1 without biases' });
  await off.check();
  await step.click();
  expect(await biases()).toEqual(before.map(() => 0));
  await off.uncheck();
  await step.click();
  expect(await biases()).not.toContain(0);
});

test('the target of a point is typed: it is of the other class, and comes back', async ({ page }) => {
  const label = () => page.evaluate(() => /** @type {any} */ (window).gradual.labs.points.race.labels()[0]);
  const before = await label();
  await button(page, 'Output').click();
  const field = opened(page).getByLabel('Value of the target of output');
  await expect(field).toHaveValue(String(before));
  for (const [bad, sentence] of [
    ['0.5', 'The target of a class must be 0 or 1, but it is 0.5.'],
    ['both', 'is no number'],
  ])
    await refuses(page, field, bad, sentence);
  await field.fill(String(1 - before));
  await field.press('Enter');
  await expect.poll(label).toBe(1 - before);
  await expect(opened(page).getByRole('alert')).toHaveCount(0);
  await page.locator('#points .brushes').getByRole('button', { name: 'Undo', exact: true }).click();
  await expect.poll(label).toBe(before);
  await expect(field).toHaveValue(String(before));
  await page.locator('#points').getByRole('radio', { name: 'Three blobs' }).check({ force: true });
  const now = await label();
  const other = (now + 1) % 3;
  const target = (/** @type {number} */ k) => opened(page).getByLabel(`Value of the target of output ${k + 1}`);
  await button(page, `Output ${now + 1}`).click();
  await target(now).fill('0');
  await target(now).press('Enter');
  await expect(opened(page).getByRole('alert')).toContainText('One output has the target 1');
  await button(page, `Output ${other + 1}`).click();
  await target(other).fill('1');
  await target(other).press('Enter');
  await expect.poll(label).toBe(other);
});

test('a smaller network takes the place of one that was walked through', async ({ page }) => {
  await panel(page).getByRole('slider', { name: 'Operation' }).press('End');
  await page.locator('#points').getByRole('button', { name: 'Remove a hidden layer, Network' }).click();
  await expect(panel(page).getByRole('slider', { name: 'Operation' })).toHaveAttribute('aria-valuetext', /^12 of 12/);
  await expect(button(page, 'Next operation')).toBeDisabled();
  await button(page, 'Previous operation').click();
  await expect(panel(page).getByRole('slider', { name: 'Operation' })).toHaveAttribute('aria-valuetext', /^11 of 12/);
});

test('slow play ends where the points are cleared', async ({ page }) => {
  await button(page, 'Slow play').click();
  await page.locator('#points').getByRole('button', { name: 'Clear points' }).click();
  await expect(panel(page)).toContainText('There is no point to look at yet.');
  await page.waitForTimeout(1500);
  await page.locator('#points .brushes').getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(button(page, 'Slow play')).toBeVisible();
});

test('what is clicked in a diagram is opened', async ({ page }) => {
  const diagram = page.getByRole('img', { name: /^Network diagram: Network/ });
  const box = await diagram.boundingBox();
  if (!box) throw new Error('There is no diagram.');
  await diagram.click({ position: { x: box.width - 20, y: box.height / 2 } });
  await expect(opened(page).getByRole('heading', { level: 3 })).toHaveText('Output');
  await expect(panel(page)).toBeInViewport();
  await diagram.click({ position: { x: 30, y: box.height / 2 - 24 } });
  await expect(opened(page).getByRole('heading', { level: 3 })).toHaveText('Input x₁');
  const network = panel(page).getByRole('radio', { name: 'Logistic unit' });
  await network.check({ force: true });
  await diagram.scrollIntoViewIfNeeded();
  const lines = await diagram.boundingBox();
  if (!lines) throw new Error('There is no diagram.');
  await diagram.click({ position: { x: 60, y: lines.height / 2 - 26 } });
  await expect(opened(page).getByRole('heading', { level: 3 })).toHaveText(/^Weight from x₁ to unit \d$/);
  await expect(panel(page).getByRole('radio', { name: 'Network' })).toBeChecked();
});

test('it lives while the models learn, and what is not known yet is a dash', async ({ page }) => {
  const train = page.locator('#points').getByRole('button', { name: 'Train', exact: true });
  await button(page, 'Output').click();
  await train.click();
  await panel(page).scrollIntoViewIfNeeded();
  const before = await opened(page).innerText();
  await expect.poll(() => opened(page).innerText()).not.toBe(before);
  await button(page, 'Next operation').click();
  await expect(train).toHaveAttribute('aria-pressed', 'false');
  await expect(button(page, 'Output')).toContainText('–');
  await expect(button(page, 'Input x₁')).not.toContainText('–');
  await expect(panel(page).locator('math').filter({ hasText: 'NaN' })).toHaveCount(0);
});

test('the derivation, both errors and the count have the numbers of what is there', async ({ page }) => {
  await panel(page).getByText('Logistic unit', { exact: true }).click();
  await button(page, 'Output').click();
  const last = (await opened(page).locator('math').last().textContent()) ?? '';
  const delta = last.match(/[−\d.]+\s*$/)?.[0].trim() ?? '';
  for (const title of [
    'All weights',
    'The derivation',
    'Squared error against cross-entropy',
    'How many weights?',
    'Words',
  ])
    await panel(page).getByText(title, { exact: true }).click();
  const compared = panel(page).getByRole('row', { name: /^δ/ });
  await expect(compared.getByRole('cell').nth(1)).toHaveText(delta);
  const lines = panel(page).locator('.inside-lines li');
  await expect(lines).toHaveCount(6);
  await expect(lines.last()).toContainText('y (1 − y) cancels');
  const table = panel(page).getByRole('table', { name: 'Weights and biases of each layer' });
  await expect(table.getByRole('row', { name: /^outputs/ })).toContainText('2 × 1');
  await expect(table.getByRole('row', { name: /^together/ })).toContainText('3');
  const quiz = panel(page).getByLabel('weights in all');
  await quiz.fill('840');
  await expect(panel(page).getByText('Not yet.')).toBeVisible();
  await quiz.fill('820');
  await expect(panel(page).getByText('Right.')).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include('.inside').analyze();
  expect(violations).toEqual([]);
});

for (const scheme of /** @type {const} */ (['light', 'dark']))
  test(`axe finds nothing in the panel, ${scheme}; every formula has its words`, async ({ page }) => {
    test.setTimeout(90_000);
    await page.emulateMedia({ colorScheme: scheme });
    const check = async () => {
      const { violations } = await new AxeBuilder({ page }).include('.inside').analyze();
      expect(violations).toEqual([]);
      for (const math of await panel(page).locator('math').all()) {
        expect((await math.getAttribute('aria-label'))?.trim()).toBeTruthy();
        expect(await math.evaluate((node) => node.namespaceURI)).toContain('MathML');
        expect(
          await math.evaluate((node) =>
            [...node.querySelectorAll('*')].every((part) => part.namespaceURI === node.namespaceURI),
          ),
        ).toBe(true);
      }
    };
    for (const what of ['Input x₁', 'Unit 1 of layer 1', 'Output', 'Loss']) {
      await button(page, what).click();
      await check();
    }
    await button(page, 'Output').click();
    await opened(page)
      .getByRole('button', { name: /^Weight from/ })
      .first()
      .click();
    for (const rule of ['gradient descent', 'SGD', 'momentum', 'Nesterov', 'RMSProp', 'Adam', 'L-BFGS']) {
      const select = page
        .locator('#points')
        .getByLabel(/^Optimiser/)
        .nth(1);
      const option = (await select.locator('option').allInnerTexts()).find((text) =>
        text.toLowerCase().includes(rule.toLowerCase()),
      );
      if (option) await select.selectOption(option);
      await check();
    }
    await button(page, 'Previous operation').click();
    await begin(page, /^Mazur/);
    await check();
  });
