// @ts-check
// Lighthouse's view of the built page on a mobile: a slow 4G network and a processor four times slower, as its defaults have it.

import { chromium } from '@playwright/test';
import { startHost } from '../browser/host.js';
import { args } from './browser.js';

/** What each tab should reach. @type {[tab: string, goal: number][]} */
const GOALS = [
  ['points', 95],
  ['digits', 90],
  ['lessons', 90],
];

/** Runs of each; the median counts, as Lighthouse advises. */
const RUNS = 3;

const AUDITS = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift'];

/** Measures every tab and prints a table. */
export async function measureMobile() {
  const { default: lighthouse } = await import('lighthouse').catch(() => {
    throw new Error('Lighthouse is not installed: `cargo xtask bench mobile` does that.');
  });
  const host = await startHost({ packs: true });
  try {
    console.log('| tab | score | goal | first paint | largest paint | blocked | layout shift |');
    console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: |');
    for (const [tab, goal] of GOALS) console.log(row(tab, goal, await median(lighthouse, `${host.url}/#${tab}`)));
  } finally {
    host.close();
  }
}

/** @param {string} tab @param {number} goal @param {import('lighthouse').Result} result */
function row(tab, goal, { categories, audits }) {
  const score = Math.round(100 * (categories.performance.score ?? 0));
  const figures = AUDITS.map((name) => audits[name].displayValue);
  return `| ${[tab, score, `≥ ${goal}`, ...figures].join(' | ')} |`;
}

/** @param {typeof import('lighthouse').default} lighthouse @param {string} url */
async function median(lighthouse, url) {
  const results = [];
  for (let run = 0; run < RUNS; run++) results.push(await once(lighthouse, url));
  results.sort((a, b) => (a.categories.performance.score ?? 0) - (b.categories.performance.score ?? 0));
  return results[Math.floor(RUNS / 2)];
}

/** Each run has a browser of its own, which has kept nothing. @param {typeof import('lighthouse').default} lighthouse @param {string} url */
async function once(lighthouse, url) {
  const port = 9300 + Math.floor(600 * Math.random());
  const browser = await chromium.launch({
    executablePath: process.env.GRADUAL_BROWSER,
    args: [...args, `--remote-debugging-port=${port}`],
  });
  try {
    const found = await lighthouse(url, { port, onlyCategories: ['performance'], logLevel: 'error' });
    if (!found) throw new Error('Lighthouse said nothing.');
    return found.lhr;
  } finally {
    await browser.close();
  }
}
