// @ts-check
// Lessons: each as it is meant, where all that is asked for is answered, and with a run that is none, where nothing is.

import { readdirSync, readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './fixtures.js';

/** @typedef {import('@playwright/test').Page} Page */

const folder = new URL('../../www/lessons/course/', import.meta.url);
const course = readdirSync(folder)
  .sort()
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')));

/** @param {Page} page @param {string} [title] of a lesson that is opened */
async function open(page, title) {
  await page.goto('./#lessons');
  await page.evaluate(() => /** @type {any} */ (window).gradual.ready);
  if (title) await page.getByRole('button', { name: title }).click();
}

const card = (/** @type {Page} */ page) => page.getByRole('region', { name: 'Scene' });
const button = (/** @type {Page} */ page, /** @type {string} */ name) =>
  card(page).getByRole('button', { name, exact: true });

/** Trains the run of the lesson so far. @param {Page} page @param {number} epochs */
const trainTo = (page, epochs) =>
  page.evaluate((epochs) => {
    const { race } = /** @type {any} */ (window).gradual.labs.lessons;
    while (race.report().models[0].epoch < epochs) race.stepEpoch();
    race.evaluate(1e6);
  }, epochs);

for (const { title, scenes } of course)
  test(`the lesson "${title}" is answered by its run, and not without it`, async ({ page }) => {
    await open(page, title);
    for (const [i, { predict, until }] of scenes.entries()) {
      await expect(card(page)).toContainText(`Scene ${i + 1} of ${scenes.length}`);
      const next = button(page, i + 1 === scenes.length ? 'Finish' : 'Next');
      if (until) await expect(next, 'before the run').toBeDisabled();
      if (predict) {
        await expect(page.locator('.stage')).toHaveAttribute('inert', '');
        if (predict.kind === 'choice') await card(page).getByRole('radio').first().check();
        await button(page, 'That is what I expect').click();
        await expect(page.locator('.stage')).not.toHaveAttribute('inert', '');
        await expect(next, 'an expectation alone').toBeDisabled();
      }
      if (until) await trainTo(page, until.least);
      await expect(next).toBeEnabled();
      if (predict?.kind === 'choice') {
        const verdict = await card(page).locator('.verdict').textContent();
        expect(verdict).not.toContain('none of these');
        const whys = predict.options.map((/** @type {{ why: string }} */ { why }) => why);
        expect(whys.some((/** @type {string} */ why) => verdict?.includes(why))).toBe(true);
      }
      await next.click();
    }
    await expect(page.getByRole('listitem').filter({ hasText: title })).toContainText('done');
    await expect(page.getByRole('status')).toContainText('You have predicted');
  });

test('a lesson is done by keyboard alone, its scene is kept, and a link leads to it', async ({ page }) => {
  const [{ title, scenes }] = course;
  await open(page);
  await page.getByRole('button', { name: title }).press('Enter');
  await expect(page.getByRole('heading', { name: title })).toBeFocused();
  await button(page, 'Next').press('Enter');
  await card(page).getByRole('spinbutton').fill('70');
  await card(page).getByRole('spinbutton').press('Enter');
  await button(page, 'That is what I expect').press('Enter');
  await page.locator('.stage').getByRole('button', { name: 'Train', exact: true }).press('Enter');
  await expect(button(page, 'Next')).toBeEnabled({ timeout: 30_000 });
  await expect(card(page)).toContainText('from what you expected');
  await button(page, 'Next').press('Enter');
  await page.waitForTimeout(2500); // the address follows within a second
  await page.reload();
  await page.evaluate(() => /** @type {any} */ (window).gradual.ready);
  if (await page.getByRole('button', { name: title }).count()) {
    await expect(page.getByRole('listitem').first()).toContainText(`at scene 3 of ${scenes.length}`);
    await page.getByRole('button', { name: title }).click();
  }
  await expect(card(page)).toContainText('Scene 3 of');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('The link leads to this lesson, at this scene.');
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
  await page.goto('about:blank');
  await page.evaluate(() => {}).catch(() => {});
  await page.goto(link);
  await page.evaluate(() => /** @type {any} */ (window).gradual.ready);
  await expect(card(page)).toContainText('Scene 3 of');
});

for (const [width, height, theme] of /** @type {const} */ ([
  [360, 640, 'dark'],
  [1440, 900, 'light'],
]))
  test(`every scene fits and is usable by all, ${width} × ${height}, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height });
    await open(page);
    expect((await new AxeBuilder({ page }).include('.lessons').analyze()).violations).toEqual([]);
    for (const { title, scenes } of course) {
      await page.getByRole('button', { name: title }).click();
      for (let i = 0; i < scenes.length; i++) {
        const say = await card(page).locator('.say').boundingBox();
        expect(say?.height, `the words of ${title}, scene ${i + 1}`).toBeLessThanOrEqual(height / 2);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        if (i === 1) expect((await new AxeBuilder({ page }).include('.scene').analyze()).violations).toEqual([]);
        if (scenes[i].predict) await button(page, 'Skip').click();
        if (scenes[i].until) await trainTo(page, scenes[i].until.least);
        const next = card(page).getByRole('button', { name: /Next|Finish/ });
        await expect(next).toBeEnabled();
        await next.click();
      }
    }
  });
