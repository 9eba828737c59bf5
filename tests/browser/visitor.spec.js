// @ts-check
// A seeded random visitor in each lab: presses, types, drags, drops files, switches, resizes, goes offline and comes back, and has
// the page open in a second tab. Nothing may trap, no error reach the console, and no word of a program be read. `GRADUAL_VISITOR_SECONDS=3600 GRADUAL_VISITOR_SEED=7` visits longer, and from another seed.

import { expect, test } from './fixtures.js';
import { act, answerDialogs, oddWord, randomFrom, sameChances } from './visitor.js';

const SECONDS = Number(process.env.GRADUAL_VISITOR_SECONDS ?? 60);
const SEED = Number(process.env.GRADUAL_VISITOR_SEED ?? 10);

/** How much is done in the second tab. */
const SECOND = 0.2;

/** How many of the last actions are told. */
const TOLD = 30;

/** What the console says where the network is gone. */
const GONE = /ERR_INTERNET_DISCONNECTED|ERR_FAILED/;

/** The text is read after so many actions. */
const READ = 5;

for (const lab of ['points', 'digits']) {
  test(`a random visitor of ${lab} breaks nothing`, async ({ context }) => {
    test.setTimeout((SECONDS + 60) * 1000);
    const random = randomFrom(SEED);
    /** @type {string[]} */
    const done = [];
    /** @type {string[]} */
    const problems = [];
    const pages = [await open(context, lab, { random, problems }), await open(context, lab, { random, problems })];
    const end = Date.now() + 1000 * SECONDS;
    while (Date.now() < end && !problems.length) {
      const page = pages[Number(random() < SECOND)];
      await page.bringToFront();
      done.push(`${page === pages[0] ? '' : 'in the second tab '}${await act(page, random)}`);
      const odd = done.length % READ === 0 ? await oddWord(page) : null;
      if (odd) problems.push(`One reads: ${odd}`);
    }
    const last = done
      .slice(-TOLD)
      .map((action, i) => `${done.length - Math.min(TOLD, done.length) + i + 1}. ${action}`);
    const story = `Seed ${SEED}, after ${done.length} actions, the last of which were:\n${last.join('\n')}`;
    expect(problems, story).toEqual([]);
    expect(done.length, 'things done').toBeGreaterThan(SECONDS);
  });
}

/**
 * A tab with the page in it; whatever goes wrong there is noted.
 * @param {import('@playwright/test').BrowserContext} context @param {string} lab
 * @param {{ random: () => number, problems: string[] }} notes
 */
async function open(context, lab, { random, problems }) {
  const page = await context.newPage();
  page.on('pageerror', (error) => problems.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !GONE.test(message.text())) problems.push(message.text());
  });
  await sameChances(page, SEED);
  answerDialogs(page, random);
  await page.goto(`#${lab}`);
  await page.evaluate(() => /** @type {any} */ (window).gradual.ready);
  return page;
}
