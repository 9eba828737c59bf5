// @ts-check
// The Digits lab's judgement: the comparison, the confusion matrix and its pictures, mistakes, calibration.

import { expect, test } from './fixtures.js';

/** @typedef {import('@playwright/test').Page} Page */

test.describe.configure({ timeout: 180_000 });

const models = ['Logistic unit', 'Network', 'Convolutional network', 'Gaussian naive Bayes', 'Bernoulli naive Bayes'];

/** All test digits. */
const ALL = 10_000;

test('all numbers are of the same 10,000 digits', async ({ page }) => {
  const judge = await open(page);
  await trainAnEpoch(page);
  await expect(judge.getByText(/same 10,000 test digits.* after 1\.0 epoch\./)).toBeVisible();
  for (const model of models) {
    // Scoring goes on for a while after the training, and renews all numbers at once.
    await expect(async () => {
      await judge.getByRole('radio', { name: model, exact: true }).check({ force: true });
      const counts = await confusions(page, model);
      expect(
        counts.flat().reduce((sum, count) => sum + count),
        model,
      ).toBe(ALL);
      const right = counts.reduce((sum, row, digit) => sum + row[digit], 0);
      await expect(row(page, model), model).toContainText(`${inPercent(right, ALL)} % ±`);
      const { digits, recalls } = await margins(page, model);
      const shares = counts.map((row, digit) =>
        inPercent(
          row[digit],
          row.reduce((sum, count) => sum + count),
        ),
      );
      expect(recalls, model).toEqual(shares);
      expect(digits, model).toBe(ALL);
    }).toPass({ timeout: 30_000 });
  }
});

test('naive Bayes joins the table without training', async ({ page }) => {
  const judge = await open(page);
  for (const model of models.slice(3)) {
    await expect(row(page, model)).toContainText('%');
    const right = Number((await row(page, model).textContent())?.match(/([\d.]+) % ±/)?.[1]);
    expect(right, model).toBeGreaterThan(79);
    expect(right, model).toBeLessThan(86);
  }
  await expect(row(page, models[3])).not.toContainText(/\d, \d+ %/);
  await page.getByRole('button', { name: 'Show a test digit' }).click();
  await judge.scrollIntoViewIfNeeded();
  for (const model of models) await expect(row(page, model)).toContainText(/\d, \d+ %/);
});

test('a number opens its pictures, and a picture goes onto the pad', async ({ page }) => {
  const judge = await open(page);
  await judge.getByRole('radio', { name: models[4] }).check({ force: true });
  const cell = judge.getByRole('button', { name: /^4 taken for 9: / });
  const count = Number(await cell.textContent());
  await cell.click();
  const pictures = judge.getByRole('list', { name: 'Pictures: 4 taken for 9' }).getByRole('button');
  await expect(pictures).toHaveCount(Math.min(48, count));
  await pictures.last().click();
  await expect(page.getByText('A test digit, labelled 4')).toBeVisible();
  await expect(judge.getByRole('status', { name: 'Chosen picture' })).toContainText(
    /On the pad: a 4.*Bernoulli\s+9, /s,
  );
  const blank = (/** @type {Element} */ canvas) =>
    !(/** @type {HTMLCanvasElement} */ (canvas).getContext('2d')?.getImageData(0, 0, 28, 28).data.some(Boolean));
  for (const picture of await pictures.locator('canvas').all()) expect(await picture.evaluate(blank)).toBe(false);

  const many = judge.getByRole('button', { name: /^0 taken for 0: / });
  const rest = Number(await many.textContent()) - 48;
  await many.click();
  await expect(judge.getByRole('list', { name: 'Pictures: 0 read as 0' }).getByRole('button')).toHaveCount(48);
  await expect(judge.getByText(`and ${rest} more`)).toBeVisible();
});

test('the worst mistakes tell what every model thought', async ({ page }) => {
  const judge = await open(page);
  await judge.getByRole('radio', { name: models[3] }).check({ force: true });
  await expect(judge.getByRole('heading', { name: 'Worst mistakes of Gaussian naive Bayes' })).toBeVisible();
  const mistakes = judge.getByRole('list', { name: 'Worst mistakes' }).locator('> li');
  await expect(mistakes).toHaveCount(10);
  for (const mistake of await mistakes.all()) {
    const text = (await mistake.innerText()).replaceAll(/\s+/g, ' ');
    const [, truth, said] = text.match(/is (\d).* Gaussian (\d), 100 %/) ?? [];
    expect(said, text).not.toBe(truth);
    expect(text).toMatch(/Unit \d, \d+ %.* Network \d, \d+ %.* CNN \d, \d+ %.* Bernoulli \d, \d+ %/);
  }
  await mistakes.first().getByRole('button').click();
  await expect(page.getByText(/^A test digit, labelled \d$/)).toBeVisible();
});

test('a keyboard is enough', async ({ page }) => {
  const judge = await open(page);
  await judge.getByRole('radio', { name: models[2] }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(judge.getByRole('table', { name: /^Confusion matrix of Gaussian/ })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(judge.getByRole('button', { name: /^0 taken for 0/ })).toBeFocused();
  for (const key of ['ArrowUp', 'ArrowDown', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(key);
  const cell = judge.getByRole('button', { name: /^2 taken for 1/ });
  await expect(cell).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(cell).toHaveAttribute('aria-pressed', 'true');
  await expect(judge.getByRole('heading', { name: /^2 taken for 1: / })).toBeVisible();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('nothing is wider than the page', async ({ page }) => {
    const judge = await open(page);
    await judge.getByRole('button', { name: /^9 taken for 9: / }).click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
});

/** With one decimal. A half, such as 98.35, goes where the page rounds it only if it is divided first. @param {number} part @param {number} whole */
function inPercent(part, whole) {
  return (100 * (part / whole)).toFixed(1);
}

/** The part of the page, with everything judged. @param {Page} page */
async function open(page) {
  await page.goto('./#digits');
  await expect(page.getByText('10,000 training digits')).toBeVisible();
  const judge = page.getByRole('region', { name: 'How good are they?' });
  await judge.scrollIntoViewIfNeeded();
  for (const model of models) await expect(row(page, model)).toContainText('±', { timeout: 60_000 });
  return judge;
}

/** @param {Page} page */
async function trainAnEpoch(page) {
  await page.getByRole('button', { name: 'Step one epoch' }).click();
  const scored = () => {
    const report = /** @type {any} */ (window).gradual.labs.digits.race.report();
    return report.models.every(
      (/** @type {any} */ model) => model.epoch === 1 && model.evaluatedAt === model.iteration,
    );
  };
  await page.waitForFunction(scored, undefined, { timeout: 60_000 });
}

/** A model's row of the comparison. @param {Page} page @param {string} model */
function row(page, model) {
  const header = page.getByRole('rowheader', { name: model, exact: true });
  return page.getByRole('table', { name: 'Comparison of the models' }).getByRole('row').filter({ has: header });
}

/** The numbers of the matrix. @param {Page} page @param {string} model @returns {Promise<number[][]>} */
function confusions(page, model) {
  const matrix = page.getByRole('table', { name: new RegExp(`^Confusion matrix of ${model}:`) });
  return matrix.evaluate((table) =>
    [.../** @type {HTMLTableElement} */ (table).tBodies[0].rows].map((row) =>
      [...row.querySelectorAll('button')].map(({ textContent }) => Number(textContent)),
    ),
  );
}

/** The recalls beside the matrix, and how many digits the calibration counts. @param {Page} page @param {string} model */
async function margins(page, model) {
  const matrix = page.getByRole('table', { name: new RegExp(`^Confusion matrix of ${model}:`) });
  const recalls = await matrix.locator('tbody td.margin').allTextContents();
  const bins = page.getByRole('table', { name: `Calibration of ${model}` });
  if (!(await bins.isVisible())) await page.getByText(`Numbers of ${model}`).click();
  const counts = await bins.locator('tbody td:nth-child(2)').allTextContents();
  return { recalls, digits: counts.reduce((sum, count) => sum + Number(count.replace(',', '')), 0) };
}
