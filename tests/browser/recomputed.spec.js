// @ts-check
// Look inside, recomputed: every stop of the pass, and every update, in double precision from the numbers that the page shows.

import { expect, test } from './fixtures.js';
import { activations, firstSteps, losses, pass } from './oracle.js';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {ReturnType<typeof pass>} Oracle */

const panel = (/** @type {Page} */ page) => page.getByRole('region', { name: 'Look inside' });
const opened = (/** @type {Page} */ page) => panel(page).locator('.inside-open');

/** @param {Page} page @param {string} name */
const press = (page, name) => panel(page).getByRole('button', { name, exact: true }).first().click();

test.beforeEach(async ({ page }) => {
  await page.goto('#points');
  await page.evaluate(() => /** @type {any} */ (window).gradual.ready);
  await panel(page).getByLabel('all digits').check();
  await panel(page).getByText('All weights', { exact: true }).click();
});

/** Gives the network other settings, and its first weights. @param {Page} page @param {object} settings */
function setModel(page, settings) {
  return page.evaluate((settings) => {
    const lab = /** @type {any} */ (window).gradual.labs.points;
    const state = lab.state;
    Object.assign(state.recipe.models[1], { l1: 0, l2: 0 }, settings);
    lab.apply(state);
  }, settings);
}

/** @param {string} text */
const numberOf = (text) => {
  const plain = text.replaceAll('−', '-').replace('δ', '').trim();
  return plain === '–' ? null : Number(plain);
};

/** What the network's buttons show: of each level the values and δ of its units, and the loss. @param {Page} page */
async function shown(page) {
  const texts = await panel(page)
    .locator('.inside-network button')
    .evaluateAll((buttons) =>
      buttons.map((button) => [
        /** @type {HTMLElement} */ (button).dataset.level,
        button.querySelector('b')?.textContent ?? '',
        button.querySelector('small')?.textContent ?? '–',
      ]),
    );
  /** @type {{ value: (number | null)[], delta: (number | null)[] }[]} */
  const levels = [];
  for (const [level, value, delta] of texts) {
    levels[Number(level)] ??= { value: [], delta: [] };
    levels[Number(level)].value.push(numberOf(value ?? ''));
    levels[Number(level)].delta.push(numberOf(delta ?? ''));
  }
  return { levels: levels.slice(0, -1), loss: levels[levels.length - 1].value[0] };
}

/** The weights in the tables, layer by layer. @param {Page} page */
const weights = (page) =>
  panel(page)
    .getByRole('group', { name: /^Weights into/ })
    .evaluateAll((tables) =>
      tables.map((table) =>
        [...table.querySelectorAll('tbody tr')].map((row) =>
          [...row.querySelectorAll('input')].map((i) => Number(i.value)),
        ),
      ),
    );

/** @param {Page} page */
async function target(page) {
  await press(page, 'Loss');
  return Number(await opened(page).locator('tbody td:nth-child(3)').first().innerText());
}

/** @param {Page} page @param {string} activation @param {string} loss @returns {Promise<Oracle>} */
async function recomputed(page, activation, loss) {
  const { levels } = await shown(page);
  const x = /** @type {number[]} */ (levels[0].value);
  return pass(x, await target(page), await weights(page), activation, loss);
}

/** @param {(number | null)[]} told @param {(number | null)[]} expected @param {string} what */
function same(told, expected, what) {
  expect(told.length, what).toBe(expected.length);
  for (const [i, value] of told.entries()) {
    const other = expected[i];
    if (value === null || other === null) expect(value, what).toBe(other);
    else
      expect(Math.abs(value - other), `${what}: ${value} beside ${other}`).toBeLessThan(
        2e-6 * Math.max(1, Math.abs(other)),
      );
  }
}

/** Of a stop the kind of what it works out, and the level. @param {number} last @returns {[string, number][]} */
function stops(last) {
  const up = Array.from({ length: last }, (_, l) => l + 1);
  const down = up.toReversed();
  return [
    ['input', 0],
    ...up.flatMap(
      (l) =>
        /** @type {[string, number][]} */ ([
          ['z', l],
          ['h', l],
        ]),
    ),
    ['loss', last],
    ...down.flatMap(
      (l) => /** @type {[string, number][]} */ ([...(l < last ? [['dh', l]] : []), ['delta', l], ['gradient', l]]),
    ),
    ['update', last],
  ];
}

/** A stop shows what is known by then, and nothing more. @param {Page} page @param {Oracle} oracle @param {Set<string>} known */
async function holds(page, oracle, known, what = '') {
  const { levels, loss } = await shown(page);
  for (const [l, { value, delta }] of levels.entries()) {
    const isKnown = (/** @type {string} */ kind) => known.has(`${kind} ${l}`);
    const unknown = value.map(() => null);
    const expected = l === 0 || isKnown('h') ? oracle.h[l] : isKnown('z') ? oracle.z[l] : unknown;
    same(value, expected, `${what}, values of level ${l}`);
    if (l > 0) same(delta, isKnown('delta') ? oracle.delta[l] : unknown, `${what}, δ of level ${l}`);
  }
  same([loss], [known.has(`loss ${levels.length - 1}`) ? oracle.error : null], `${what}, loss`);
}

/** Some number that is open is this one. @param {Page} page @param {number} value @param {string} what */
async function tells(page, value, what) {
  const text = (await opened(page).innerText()).replaceAll('−', '-');
  const told = [...text.matchAll(/-?\d+(?:\.\d+)?(?:e[-+]?\d+)?/g)].map(([number]) => Number(number));
  const nearest = told.toSorted((a, b) => Math.abs(a - value) - Math.abs(b - value))[0];
  same([nearest], [value], what);
}

for (const activation of Object.keys(activations))
  for (const loss of Object.keys(losses))
    test(`every stop of ${activation} with ${loss} is what its numbers come to`, async ({ page }) => {
      const hidden = [3, 2].map((units) => ({
        kind: 'dense',
        units,
        activation: activation === 'elu' ? { elu: 1 } : activation,
      }));
      await setModel(page, { hidden, loss, initial: 'glorot' });
      await page.locator('#points').getByRole('button', { name: 'Step one epoch' }).click();
      const oracle = await recomputed(page, activation, loss);
      await press(page, 'Unit 1 of layer 1');
      await panel(page).getByRole('slider', { name: 'Operation' }).press('Home');
      /** @type {Set<string>} */
      const known = new Set();
      for (const [kind, level] of stops(3)) {
        const what = `${kind} ${level}`;
        known.add(what);
        await holds(page, oracle, known, what);
        if (kind === 'dh') await tells(page, oracle.dh[level][0], what);
        if (kind === 'gradient') await tells(page, oracle.gradient[level][0][0], what);
        if (kind !== 'update') await press(page, 'Next operation');
      }
      await press(page, 'Whole pass');
      for (const [level, unit] of [
        [1, 'Unit 1 of layer 1'],
        [3, 'Output'],
      ]) {
        await press(page, String(unit));
        const wires = await opened(page).getByRole('table').first().locator('tbody td:nth-of-type(2)').allInnerTexts();
        const gradient = oracle.gradient[Number(level)].map(([first]) => first);
        same(wires.slice(0, -1).map(numberOf), gradient, `the wires into ${unit}`);
      }
    });

/** All equations with numbers on two sides that stand in what is open, as expressions. @param {Page} page */
const equations = (page) =>
  opened(page)
    .locator('math')
    .evaluateAll((formulas) => {
      /** @type {Record<string, string>} */
      const signs = { '·': '*', '−': '-', '=': '=', '+': '+', '(': '(', ')': ')' };
      /** @param {Element} node @returns {string} */
      const written = (node) => {
        const parts = [...node.children].map(written);
        const text = node.textContent ?? '';
        if (node.localName === 'mn') return `(${text.replaceAll('−', '-')})`;
        if (node.localName === 'mo') return signs[text] ?? '?';
        if (node.localName === 'mfrac') return `((${parts[0]})/(${parts[1]}))`;
        if (node.localName === 'msup') return `((${parts[0]})**(${parts[1]}))`;
        if (node.localName === 'msqrt') return `Math.sqrt(${parts.join('')})`;
        return node.localName === 'mi' ? '?' : parts.join('');
      };
      return formulas.map(written).filter((text) => text.split('=').length === 3 && !/[?–]/.test(text));
    });

/** Each holds, as near as single precision knows the rules' constants. @param {Page} page @param {string} what */
async function areTrue(page, what) {
  const found = await equations(page);
  for (const equation of found) {
    const [, left, right] = equation.split('=').map((side) => (side ? Number(new Function(`return ${side}`)()) : 0));
    expect(Math.abs(left - right), `${what}: ${equation}`).toBeLessThan(1e-4 * Math.max(Math.abs(right), 1e-9));
  }
  return found.length;
}

/** The first weight of the first layer before and after the update. @param {Page} page @param {string} weight */
async function update(page, weight) {
  await press(page, 'Unit 1 of layer 1');
  await opened(page).getByRole('button', { name: weight, exact: true }).first().click();
  const [before, after] = await opened(page).locator('.inside-after b').allInnerTexts();
  return { before: Number(numberOf(before)), after: Number(numberOf(after)) };
}

const hidden = [{ kind: 'dense', units: 3, activation: 'tanh' }];
const [ofX1, ofX2] = ['Weight from x₁ to unit 1', 'Weight from x₂ to unit 1'];

for (const [optimizer, step] of Object.entries(firstSteps))
  test(`the update by ${optimizer} is what its numbers come to`, async ({ page }) => {
    await setModel(page, { hidden, optimizer, learningRate: 0.1, initial: 'glorot', loss: 'cross-entropy' });
    const { gradient } = await recomputed(page, 'tanh', 'cross-entropy');
    const { before, after } = await update(page, ofX1);
    same([after], [before - 0.1 * step(gradient[1][0][0])], optimizer);
    await page.locator('#points').getByRole('button', { name: 'Step one epoch' }).click();
    expect(await areTrue(page, optimizer)).toBeGreaterThan(1);
  });

for (const optimizer of ['conjugate-gradient', 'lbfgs'])
  test(`the first update by ${optimizer} goes straight down, and the loss falls`, async ({ page }) => {
    await setModel(page, { hidden, optimizer, learningRate: 0.1, initial: 'glorot', loss: 'cross-entropy' });
    const { gradient, error } = await recomputed(page, 'tanh', 'cross-entropy');
    const steps = [];
    for (const [i, weight] of [ofX1, ofX2].entries()) {
      const { before, after } = await update(page, weight);
      steps.push((before - after) / gradient[1][i][0]);
    }
    expect(steps[0]).toBeGreaterThan(0);
    expect(Math.abs(steps[1] / steps[0] - 1)).toBeLessThan(1e-3);
    await press(page, 'Loss');
    const [before, after] = (await opened(page).locator('.inside-part').last().locator('b').allInnerTexts()).map(
      numberOf,
    );
    same([before], [error], 'the loss before');
    expect(after).toBeLessThan(error);
  });
