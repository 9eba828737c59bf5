// @ts-check
// For tests of the page as any person meets it: a lab with all of its parts open, and all that one can press, choose or type into.

import { expect } from './fixtures.js';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {'points' | 'digits'} Lab */

/** @type {Lab[]} */
export const labs = ['points', 'digits'];

/** What one can do something with. */
export const CONTROLS =
  'button, a[href], input:not([type=hidden]), select, textarea, summary, [role=tab], [role=application], [tabindex="0"]';

/** Opens a lab that is complete, with a picture for its models to look at. @param {Page} page @param {Lab} lab */
export async function openLab(page, lab) {
  await page.goto(`#${lab}`);
  await page.evaluate(() => /** @type {any} */ (window).gradual.ready);
  if (lab === 'points') {
    await expect(page.locator('#points .sections > section')).toHaveCount(4);
    return;
  }
  await expect(page.getByText('10,000 training digits')).toBeVisible();
  await page.getByRole('button', { name: 'Show a test digit' }).click();
  await expect(page.getByText(/^A test digit, labelled/)).toBeVisible();
}

/** Unfolds all that is folded away, begins a machine that dreams, and looks at a point or a cell. @param {Page} page @param {Lab} lab */
export async function openAll(page, lab) {
  if (lab === 'digits') {
    await page.getByRole('button', { name: 'Begin a machine' }).press('Enter');
    await page.locator('.dreams .unit-pictures').waitFor();
  }
  await page.locator(`#${lab}`).evaluate((element) => {
    const folded = () => [...element.querySelectorAll('details:not([open]) > summary')];
    for (let depth = 0; depth < 3; depth++)
      for (const summary of folded()) if (summary.checkVisibility()) /** @type {HTMLElement} */ (summary).click();
  });
  if (lab === 'points') return page.getByRole('button', { name: 'Unit 1 of layer 1' }).press('Enter');
  await page.locator('#digits .levels canvas[role=application]').nth(1).press('Enter');
  await page.locator('#digits .comparison').waitFor();
}

/** @param {Page} page @param {Lab} lab */
export async function train(page, lab) {
  await page.locator(`#${lab}`).getByRole('button', { name: 'Train', exact: true }).press('Enter');
}

/** Two frames, so that whatever was done has been drawn. @param {Page} page */
export function drawn(page) {
  return page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** The same order in every run that is nobody's order. @template T @param {T[]} list @returns {T[]} */
export function shuffled(list) {
  let state = 7;
  const next = () => {
    state = (state * 48271) % 2147483647;
    return state;
  };
  return list
    .map((item) => ({ item, at: next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
