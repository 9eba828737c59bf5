// @ts-check
// Lessons: each as it is meant, where all that is asked for is answered, and with a run that is none, where nothing is.

import { readdirSync, readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { checkLesson } from '../../www/lessons/format.js';
import { partsOf } from '../../www/lessons/measure.js';
import { byHand, pressed } from './by-hand.js';
import { expect, test } from './fixtures.js';

/** @typedef {import('@playwright/test').Page} Page */

/** @param {string} name */
function lessonsIn(name) {
  const folder = new URL(`../../www/lessons/${name}/`, import.meta.url);
  const files = readdirSync(folder).sort();
  return files.map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
}

const course = lessonsIn('course');
const lessons = [...course, ...lessonsIn('exercises')];

/** @param {Page} page @param {string} [title] of a lesson that is opened */
async function open(page, title) {
  await page.goto('./#lessons');
  await page.evaluate(() => /** @type {any} */ (window).gradual.ready);
  if (title) await page.getByRole('button', { name: title }).click();
}

const card = (/** @type {Page} */ page) => page.getByRole('region', { name: 'Scene' });
const button = (/** @type {Page} */ page, /** @type {string} */ name) =>
  card(page).getByRole('button', { name, exact: true });

/** Says what one expects of a scene, as it stands. @param {Page} page @param {any} predict */
async function commit(page, predict) {
  if (predict.kind === 'choice') await card(page).getByRole('radio').first().check();
  await button(page, 'That is what I expect').click();
}

/** Does what a scene of machines asks for, by keyboard. @param {Page} page @param {string} id @param {number} i */
async function press(page, id, i) {
  for (const name of pressed[id][i]) {
    const button = page.locator('.stage').getByRole('button', { name, exact: true });
    await button.press('Enter');
    if (name === 'Train') await expect(button, 'the machines rest').toBeDisabled({ timeout: 240_000 });
  }
}

/** Does what a scene asks for, faster than by hand: trains until its answer can be there, or tries its beginnings. @param {Page} page @param {any} lesson @param {number} i */
async function answer(page, { id, scenes, lab }, i) {
  if (lab === 'machine') return press(page, id, i);
  const { until, sweep } = scenes[i];
  const values = byHand[id]?.[i];
  const places = partsOf(until).filter(({ of }) => of === 'epoch' || of === 'iteration');
  if (sweep)
    await card(page)
      .getByRole('button', { name: /^Try \d+ beginnings$/ })
      .click();
  else if (values) await page.evaluate(typeIn, values);
  else if (places.length > 0) await page.evaluate(trainTo, places);
  else await page.locator('.stage').getByRole('button', { name: 'Train', exact: true }).click();
}

/** Within the page. @param {number[]} values */
function typeIn(values) {
  const { labs, core } = /** @type {any} */ (window).gradual;
  for (const [place, value] of values.entries()) core.LookInside.setParameter(labs.lessons.race, 0, place, value);
  labs.lessons.race.evaluate(1e9);
}

/** Within the page. @param {{ of: string, least?: number }[]} places epochs or iterations */
function trainTo(places) {
  const { race } = /** @type {any} */ (window).gradual.labs.lessons;
  const isThere = () => places.every(({ of, least = 0 }) => race.report().models[0][of] >= least);
  while (!isThere()) {
    if (places.some(({ of }) => of === 'iteration')) race.step(1);
    else race.stepEpoch();
    if (race.count < 5000) race.evaluate(1e9);
  }
  // A sweep that was under way is of weights from before.
  const isOld = (/** @type {any} */ { evaluatedAt, iteration }) => evaluatedAt < iteration;
  while (race.report().models.some(isOld)) race.evaluate(1e9);
}

for (const lesson of lessons) {
  const { title, scenes, lab, view } = lesson;
  test(`the lesson "${title}" is answered by its run, and not without it`, async ({ page }) => {
    test.setTimeout(lab === 'machine' ? 900_000 : 120_000);
    await open(page, title);
    if (lab === 'digits')
      await page.waitForFunction(() => /** @type {any} */ (window).gradual.labs.lessons.race?.trainCount > 0);
    if (lab === 'machine')
      await page.waitForFunction(() => /** @type {any} */ (window).gradual.labs.lessons.machine?.isThere);
    for (const [i, { predict, until, sweep, run }] of scenes.entries()) {
      await expect(card(page)).toContainText(`Scene ${i + 1} of ${scenes.length}`);
      const words = await card(page).locator('.say').boundingBox();
      expect(words?.height, `the words of scene ${i + 1}`).toBeLessThanOrEqual(450);
      const next = button(page, i + 1 === scenes.length ? 'Finish' : 'Next');
      const isNew = until && !view?.beginning?.ready && (i === 1 || run || sweep);
      if (isNew) await expect(next, 'before the run').toBeDisabled();
      if (predict) {
        await expect(page.locator('.stage')).toHaveAttribute('inert', '');
        await commit(page, predict);
        await expect(page.locator('.stage')).not.toHaveAttribute('inert', '');
        if (isNew) await expect(next, 'an expectation alone').toBeDisabled();
      }
      if (until) await answer(page, lesson, i);
      await expect(next).toBeEnabled({ timeout: lab === 'machine' ? 300_000 : 60_000 });
      if (predict) {
        const verdict = await card(page).locator('.verdict').textContent();
        expect(verdict).not.toContain('none of these');
        const whys = predict.options?.map((/** @type {{ why: string }} */ { why }) => why) ?? [predict.why];
        expect(whys.some((/** @type {string} */ why) => verdict?.includes(why))).toBe(true);
      }
      await next.click();
    }
    await expect(page.getByRole('listitem').filter({ hasText: title })).toContainText('done');
    await expect(page.getByRole('status')).toContainText('You have predicted');
  });
}

test('a broken lesson of each kind is refused in its sentence', () => {
  const [whole] = course;
  const [, asked] = whole.scenes;
  const scene = (/** @type {object} */ change) => ({ ...whole, scenes: [{ ...asked, ...change }] });
  const machine = course.find(({ id }) => id === 'energy');
  const ofMachine = (/** @type {object} */ change) => ({ ...machine, scenes: [{ ...machine.scenes[1], ...change }] });
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
    [scene({ until: { of: 'dreamSteps', least: 1 } }), '"dreamSteps" is none of what can be measured here: epoch'],
    [{ ...whole, lab: 'machine' }, 'its "data" must be bars with a side of 2, or digits with a count'],
    [{ ...machine, recipe: { ...machine.recipe, models: [] } }, 'its "models" must be machines, each with a name'],
    [{ ...machine, recipe: { ...machine.recipe, passes: -1 } }, 'after how many epochs the machines rest'],
    [
      ofMachine({ run: { dreams: { from: 'sleep', steps: 1 } } }),
      'in scene 1, its "dreams" need "from", noise or digits',
    ],
    [ofMachine({ until: { of: 'heldOutLoss', least: 1 } }), '"heldOutLoss" is none of what can be measured here'],
    [ofMachine({ sweep: { seeds: 2, epochs: 1, good: { of: 'epoch', least: 1 } } }), 'machines know no "sweep"'],
    [ofMachine({ until: { of: 'update', at: [1], least: 1 } }), '"until" is no condition'],
  ])
    expect(() => checkLesson(broken)).toThrow(sentence);
  for (const lesson of lessons) checkLesson(lesson);
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

for (const id of ['s-curve', 'uphill', 'when-to-stop', 'one-line', 'half-planes'])
  test(`the lesson ${id} is finished by keyboard alone`, async ({ page }) => {
    test.setTimeout(120_000);
    const { title, scenes } = course.find((lesson) => lesson.id === id);
    await open(page);
    await page.getByRole('button', { name: title }).press('Enter');
    for (const [i, { predict, until, sweep }] of scenes.entries()) {
      await expect(card(page)).toContainText(`Scene ${i + 1} of`);
      if (predict?.kind === 'choice') await card(page).getByRole('radio').first().press('Space');
      if (predict?.kind === 'order')
        await card(page)
          .getByRole('button', { name: /: down$/ })
          .first()
          .press('Enter');
      if (predict?.kind === 'line') await card(page).getByRole('spinbutton').first().fill('-1.5');
      if (predict?.kind === 'curve') await card(page).getByRole('slider').first().press('ArrowUp');
      if (predict) await button(page, 'That is what I expect').press('Enter');
      const next = button(page, i + 1 === scenes.length ? 'Finish' : 'Next');
      const train = page.locator('.stage').getByRole('button', { name: 'Train', exact: true });
      if (predict) await expect(train, 'a run that is locked').toHaveAttribute('aria-pressed', 'false');
      if (until) await (sweep ? card(page).getByRole('button', { name: /beginnings/ }) : train).press('Enter');
      await expect(next).toBeEnabled({ timeout: 60_000 });
      if ((await train.getAttribute('aria-pressed')) === 'true') await train.press('Enter');
      await next.press('Enter');
    }
    await expect(page.getByRole('listitem').filter({ hasText: title })).toContainText('done');
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
  await expect(page.locator('.stage').getByRole('button', { name: 'Train', exact: true })).toBeVisible();
  await page.evaluate(trainTo, [{ of: 'epoch', least: 60 }]);
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

test('an address leads to a scene, and each closer look to the lesson that explains it', async ({ page }) => {
  await page.goto('./#lessons/uphill/3');
  await page.evaluate(() => /** @type {any} */ (window).gradual.ready);
  await expect(page.getByRole('heading', { name: 'Uphill' })).toBeVisible();
  await expect(card(page)).toContainText('Scene 3 of');
  const ids = lessons.map(({ id }) => id);
  for (const [lab, least] of /** @type {const} */ ([
    ['Points', 7],
    ['Digits', 3],
  ])) {
    await page.getByRole('tab', { name: lab }).click();
    const links = page.getByRole('tabpanel').getByRole('link', { name: /^Lesson on/ });
    await expect.poll(() => links.count()).toBeGreaterThanOrEqual(least);
    for (const link of await links.all())
      expect(ids).toContain((await link.getAttribute('href'))?.replace('#lessons/', ''));
  }
  await page.getByRole('tab', { name: 'Points' }).click();
  await page.getByRole('link', { name: 'Lesson on the S-curve' }).click();
  await expect(page.getByRole('heading', { name: 'The S-curve', level: 2 })).toBeVisible();
});

test('beginnings can be cancelled, shown in the lab, and tried again', async ({ page }) => {
  const { title, scenes } = lessons.find(({ id }) => id === 'google-10-initialisation');
  await open(page, title);
  await button(page, 'Next').click();
  await button(page, 'Skip').click();
  const start = card(page).getByRole('button', { name: 'Try 20 beginnings' });
  const wasThere = await start.evaluate(async (/** @type {HTMLButtonElement} */ button) => {
    button.click();
    await new Promise(requestAnimationFrame);
    const buttons = /** @type {HTMLElement} */ (button.parentElement);
    const bar = buttons.parentElement?.querySelector('progress');
    /** @type {HTMLButtonElement} */ (buttons.lastElementChild).click(); // Cancel: by hand it comes too late
    return bar?.ariaLabel;
  });
  expect(wasThere).toBe('Beginnings tried');
  await expect(card(page).getByRole('table')).toHaveCount(0);
  await expect(button(page, 'Next')).toBeDisabled();
  await start.click();
  await expect(card(page).getByRole('row')).toHaveCount(2 + scenes[1].sweep.seeds, { timeout: 30_000 });
  await expect(button(page, 'Next')).toBeEnabled();
  await card(page).getByRole('button', { name: 'Open the run of seed 7' }).click();
  await expect(page.locator('.stage').getByRole('spinbutton', { name: 'Seed' })).toHaveValue('7');
});

test('a run that came out otherwise is said to, and begins anew', async ({ page }) => {
  await open(page, course[0].title);
  await button(page, 'Next').click();
  await button(page, 'Skip').click();
  await page.evaluate(() => {
    const { race } = /** @type {any} */ (window).gradual.labs.lessons;
    race.setModel(0, { ...race.models()[0], learningRate: 1e-9 });
  });
  await page.evaluate(trainTo, [{ of: 'epoch', least: 60 }]);
  await expect(card(page)).toContainText('This run came out otherwise');
  await expect(button(page, 'Next')).toBeDisabled();
  await button(page, 'Begin it anew').click();
  await expect(card(page)).not.toContainText('otherwise');
  await page.evaluate(trainTo, [{ of: 'epoch', least: 60 }]);
  await expect(button(page, 'Next')).toBeEnabled();
});

test('a lesson can be read from the back row, and printed with room to answer', async ({ page }) => {
  await page.addInitScript(() => {
    window.print = () => {};
  });
  const [{ title, scenes }] = course;
  await open(page, title);
  await page.getByRole('button', { name: 'Large' }).click();
  const sizes = card(page).locator('p, button, legend, label');
  for (const text of await sizes.all())
    expect(
      await text.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize)),
    ).toBeGreaterThanOrEqual(24);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1440);
  await page.getByRole('button', { name: 'Print' }).click();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { name: `Answers: ${title}` })).toBeVisible();
  await expect(page.getByRole('tablist')).toBeHidden();
  for (const { say, reveal = '' } of scenes)
    for (const words of [say, reveal]) await expect(page.locator('.sheet')).toContainText(words);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await expect(page.locator('.sheet')).toHaveCount(0);
});

test('a teacher writes a lesson: from an example, or of a link; what is wrong is said in a sentence', async ({
  page,
}) => {
  await open(page);
  await page.getByText('Write a lesson of your own').click();
  const attempt = (/** @type {string} */ text) =>
    page
      .getByLabel('Try a lesson')
      .setInputFiles({ name: 'mine.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await attempt('{ "lesson": 1,');
  await expect(page.getByRole('status')).toContainText('mine.json is no JSON');
  await attempt(JSON.stringify({ ...course[0], minutes: 99 }));
  await expect(page.getByRole('status')).toContainText('its "minutes" must be from 1 to 8');
  const saved = async (/** @type {string} */ name) => {
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name }).click();
    return JSON.parse(readFileSync(await (await coming).path(), 'utf8'));
  };
  expect(checkLesson(await saved('Save a lesson to look at')).id).toBe(course[0].id);
  await page.getByRole('textbox', { name: 'A lesson of a link' }).fill('nothing');
  await page.getByRole('button', { name: 'Save it to fill in' }).click();
  await expect(page.getByRole('status')).toContainText('link');
  await page.getByRole('tab', { name: 'Points' }).click();
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const link = await page.getByRole('textbox', { name: 'Link', exact: true }).inputValue();
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'Lessons' }).click();
  await page.getByRole('textbox', { name: 'A lesson of a link' }).fill(link);
  const mine = await saved('Save it to fill in');
  expect(mine.recipe.data.kind).toBe('set');
  await attempt(JSON.stringify({ ...mine, title: 'Mine' }));
  await expect(page.getByRole('heading', { name: 'Mine' })).toBeVisible();
  await expect(card(page)).toContainText('Scene 1 of 1');
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
    await page.getByText('Take your progress along').click();
    await page.getByText('Write a lesson of your own').click();
    expect((await new AxeBuilder({ page }).include('.lessons').analyze()).violations).toEqual([]);
    const kinds = new Set();
    for (const { id, title, scenes } of lessons)
      for (const [i, { predict, picture, sweep }] of scenes.entries()) {
        await page.evaluate(showScene, { id, scene: i });
        await expect(card(page)).toContainText(`Scene ${i + 1} of ${scenes.length}`);
        const say = await card(page).locator('.say').boundingBox();
        expect(say?.height, `the words of ${title}, scene ${i + 1}`).toBeLessThanOrEqual(height / 2);
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth),
          `${title}, scene ${i + 1}`,
        ).toBeLessThanOrEqual(width);
        const kind = [predict?.kind, picture, Boolean(sweep)].join();
        if (kinds.has(kind)) continue;
        kinds.add(kind);
        expect(
          (await new AxeBuilder({ page }).include('.scene').analyze()).violations,
          `${title}, scene ${i + 1}`,
        ).toEqual([]);
      }
  });

for (const [width, theme] of /** @type {const} */ ([
  [320, 'dark'],
  [360, 'light'],
  [1440, 'dark'],
]))
  test(`what lessons on machines show is usable by all, ${width}, ${theme}`, async ({ page }) => {
    test.setTimeout(240_000);
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height: 800 });
    await open(page);
    for (const { id, title, scenes } of course.filter(({ lab }) => lab === 'machine'))
      for (const scene of scenes.keys()) {
        await page.evaluate(showScene, { id, scene });
        await page.waitForFunction(() => /** @type {any} */ (window).gradual.labs.lessons.machine?.isThere);
        const skip = button(page, 'Skip');
        if (await skip.count()) await skip.press('Enter');
        const step = page.locator('.stage').getByRole('button', { name: 'Step', exact: true });
        if (id === 'contrastive-divergence') await step.press('Enter');
        expect((await new AxeBuilder({ page }).include('.stage').analyze()).violations, title).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), title).toBeLessThanOrEqual(width);
      }
  });

test('what machines would give away is hidden until one has said what one expects, and Restart begins anew', async ({
  page,
}) => {
  const { title } = course.find(({ id }) => id === 'energy');
  await open(page, title);
  await expect(page.locator('.valleys')).toBeVisible();
  await button(page, 'Next').click();
  await expect(page.locator('.valleys')).toBeHidden();
  await button(page, 'Skip').click();
  await expect(page.locator('.valleys')).toBeVisible();
  await page.evaluate(showScene, { id: 'energy', scene: 3 });
  await button(page, 'Skip').click();
  const stage = page.locator('.stage');
  await stage.getByRole('button', { name: 'Step one epoch' }).press('Enter');
  await expect(stage.getByRole('status', { name: 'Progress' })).toContainText('Epoch 1 of 600 · iteration 1');
  await stage.getByRole('button', { name: 'Restart' }).press('Enter');
  await expect(stage.getByRole('status', { name: 'Progress' })).toContainText('Epoch 0 of 600 · iteration 0');
});

test('one steps out of a lesson on machines into the dreams of the Digits lab; it has no run to save', async ({
  page,
}) => {
  const { title, scenes } = course.find(({ id }) => id === 'contrastive-divergence');
  await open(page, title);
  await expect(page.locator('.machine')).toBeVisible();
  await page.evaluate(showScene, { id: 'contrastive-divergence', scene: scenes.length - 1 });
  await expect(card(page)).toContainText(`Scene ${scenes.length} of`);
  await page.getByRole('button', { name: 'Save session' }).click();
  await expect(page.getByRole('alert')).toContainText('There is no run here');
  await button(page, 'Go on in the full lab').click();
  await expect(page.getByRole('tab', { name: 'Digits' })).toHaveAttribute('aria-selected', 'true');
  const dreams = page.getByRole('region', { name: 'Dreams' });
  await expect(dreams.getByRole('radio', { name: 'Bars and stripes' })).toBeChecked();
  await expect(dreams.getByRole('spinbutton', { name: 'Units of the machine' })).toHaveValue('6');
});

/** Within the page. @param {{ id: string, scene: number }} place */
function showScene({ id, scene }) {
  const { lessons } = /** @type {any} */ (window).gradual.labs;
  lessons.apply({ version: 1, lab: 'lessons', recipe: null, view: { lesson: { id, scene } } });
}

test('a run rests where a scene asked it to go, impossible guesses are none, and a lesson can be taken again', async ({
  page,
}) => {
  const [{ title }] = course;
  await open(page, title);
  await button(page, 'Next').click();
  await card(page).getByRole('spinbutton').fill('130');
  await card(page).getByRole('spinbutton').press('Enter');
  await expect(card(page).getByRole('spinbutton'), 'of 100 points').toHaveValue('100');
  await button(page, 'That is what I expect').click();
  const stage = page.locator('.stage');
  await expect(stage.getByRole('button', { name: /^Remove/ })).toHaveCount(0);
  const train = stage.getByRole('button', { name: 'Train', exact: true });
  await train.click();
  await expect(button(page, 'Next')).toBeEnabled({ timeout: 30_000 });
  await expect(train, 'it waits for what comes next').toHaveAttribute('aria-pressed', 'false');
  await button(page, 'From the beginning').click();
  await expect(card(page)).toContainText('Scene 1 of');
  await expect(stage.getByText('epoch 0 ·').first()).toBeVisible();
  await button(page, 'Next').click();
  await expect(button(page, 'That is what I expect'), 'nothing has been said').toBeEnabled();
  await page.getByRole('button', { name: 'All lessons' }).click();
  await page.getByRole('button', { name: title }).click();
  await expect(card(page), 'a lesson that was left goes on there').toContainText('Scene 2 of');
});
