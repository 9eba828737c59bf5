// @ts-check
// Lessons: each as it is meant, where all that is asked for is answered, and with a run that is none, where nothing is.

import { readdirSync, readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { checkLesson } from '../../www/lessons/format.js';
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

test('a broken lesson of each kind is refused in its sentence', () => {
  const [whole] = course;
  const [, asked] = whole.scenes;
  const scene = (/** @type {object} */ change) => ({ ...whole, scenes: [{ ...asked, ...change }] });
  for (const [broken, sentence] of [
    [null, 'The lesson without id can\'t be used: its "lesson" must be 1'],
    [{ ...whole, lesson: 2 }, 'its "lesson" must be 1, the version that this page reads'],
    [{ ...whole, title: ' ' }, 'its "title" must be a text'],
    [{ ...whole, minutes: 20 }, 'its "minutes" must be from 1 to 8'],
    [{ ...whole, recipe: null }, 'it has no "recipe"'],
    [{ ...whole, hide: ['seed'] }, 'it hides seed, which is none of data, settings, progress'],
    [{ ...whole, scenes: [] }, 'it has no "scenes"'],
    [scene({ say: undefined }), 'in scene 1, "say" must be a text'],
    [scene({ say: `${'word '.repeat(60)}word` }), 'has 61 words, and 60 are the most'],
    [scene({ until: { of: 'luck', least: 1 } }), '"until" is no condition'],
    [scene({ ask: '' }), '"ask" must say what to do until then'],
    [scene({ until: undefined }), 'a prediction needs "until"'],
    [scene({ predict: { kind: 'dream', ask: '?' } }), 'of the kind choice or number, and not dream'],
    [scene({ predict: { kind: 'number', ask: '?', from: 1, to: 0 } }), 'a number needs "from"'],
    [scene({ predict: { kind: 'choice', ask: '?', options: [] } }), 'a choice needs two or more options'],
  ])
    expect(() => checkLesson(broken)).toThrow(sentence);
  for (const lesson of course) checkLesson(lesson);
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

test('where no lesson is open there is nothing to save, which is said; in a lesson its run is', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Save session' }).click();
  await expect(page.getByRole('alert')).toContainText('There is no run here yet');
  await page.getByRole('button', { name: course[0].title }).click();
  await page.getByRole('button', { name: 'Save session' }).click();
  const coming = page.waitForEvent('download');
  await page.getByRole('dialog', { name: 'Save session' }).getByRole('button', { name: 'Save', exact: true }).click();
  expect((await coming).suggestedFilename()).toMatch(/^gradual-points-/);
});

test('progress that was damaged is none, and lessons go on', async ({ page }) => {
  const [{ id, title }, other] = course;
  const guessed = (/** @type {unknown} */ guess) => ({ skipped: false, guess });
  const kept = {
    a: null,
    b: 7,
    c: { scene: 1, said: { 0: null } },
    [id]: { scene: 2, done: false, said: { 1: guessed(1e9), 2: guessed(99) } },
    [other.id]: { scene: 1, done: false, said: { 1: guessed('x') } },
  };
  await page.addInitScript((text) => localStorage.setItem('gradual lessons', text), JSON.stringify(kept));
  await open(page);
  await expect(page.getByRole('listitem').filter({ hasText: other.title })).not.toContainText('at scene');
  await expect(page.getByRole('listitem').filter({ hasText: title })).toContainText('at scene 3');
  await page.getByRole('button', { name: title }).click();
  await trainTo(page, 60);
  await expect(button(page, 'Finish')).toBeEnabled();
  await button(page, 'Back').click();
  await expect(card(page)).toContainText('from what you expected');
});

test('one steps out of a lesson into the full lab, with its run', async ({ page }) => {
  const lesson = course.find(({ id }) => id === 'k-classes');
  await page.goto('./#points');
  await page.evaluate(() => /** @type {any} */ (window).gradual.ready);
  await page.getByRole('link', { name: 'There is a course.' }).click();
  await page.getByRole('button', { name: lesson.title }).click();
  await button(page, 'Next').click();
  await button(page, 'Skip').click();
  await button(page, 'Go on in the full lab').click();
  await expect(page.getByRole('tab', { name: 'Points' })).toHaveAttribute('aria-selected', 'true');
  const data = () => page.evaluate(() => /** @type {any} */ (window).gradual.labs.points.race.recipe().data);
  await expect.poll(data).toMatchObject({ set: 'three-blobs', seed: 2 });
});

test('progress leaves as a file and comes back, and thirty files of a class are tabulated', async ({
  page,
  browser,
}) => {
  const [{ id, title }] = course;
  await open(page, title);
  await button(page, 'Next').click();
  await button(page, 'That is what I expect').click();
  await page.getByRole('button', { name: 'All lessons' }).click();
  await page.getByText('Take your progress along').click();
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save progress' }).click();
  const file = readFileSync(await (await coming).path());
  const other = await (await browser.newContext({ baseURL: page.url().split('#')[0] })).newPage();
  await open(other);
  await other.getByText('Take your progress along').click();
  const give = (/** @type {string} */ label, /** @type {{ name: string, buffer: Buffer }[]} */ files) =>
    other.getByLabel(label).setInputFiles(files.map((each) => ({ mimeType: 'application/json', ...each })));
  await give('Open progress', [{ name: 'mine.json', buffer: file }]);
  await expect(other.getByRole('listitem').filter({ hasText: title })).toContainText('at scene 2');
  await give('Open progress', [{ name: 'photo.json', buffer: Buffer.from('{}') }]);
  await expect(other.getByRole('status')).toContainText('photo.json is no file of progress.');
  const pupils = Array.from({ length: 30 }, (_, i) => {
    const said = { 1: i < 3 ? { skipped: true } : { skipped: false, guess: 60 + i, right: i >= 24 } };
    const content = { gradual: 'progress', version: 1, lessons: { [id]: { scene: 1, done: false, said } } };
    return { name: `pupil-${i}.json`, buffer: Buffer.from(JSON.stringify(content)) };
  });
  await give('Files of a class', pupils);
  const row = other.getByRole('row').filter({ hasText: title }).first();
  await expect(other.getByText('What 30 files say')).toBeVisible();
  for (const [i, text] of [
    [1, '27'],
    [2, '6'],
    [3, '21'],
    [4, '3'],
  ])
    await expect(row.getByRole('cell').nth(Number(i))).toHaveText(String(text));
  await expect(row).toContainText('63, 64, 65');
  await other.context().close();
});

for (const [width, height, theme] of /** @type {const} */ ([
  [360, 640, 'dark'],
  [1440, 900, 'light'],
]))
  test(`every scene fits and is usable by all, ${width} × ${height}, ${theme}`, async ({ page }) => {
    test.setTimeout(180_000);
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
        if (i === 1 && title === course[0].title)
          expect((await new AxeBuilder({ page }).include('.scene').analyze()).violations).toEqual([]);
        if (scenes[i].predict) await button(page, 'Skip').click();
        if (scenes[i].until) await trainTo(page, scenes[i].until.least);
        const next = card(page).getByRole('button', { name: /Next|Finish/ });
        await expect(next).toBeEnabled();
        await next.click();
      }
    }
  });
