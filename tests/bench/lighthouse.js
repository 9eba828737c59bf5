// @ts-check
// Lighthouse's view of the built page on a mobile: a slow 4G network and a processor four times slower, as its defaults have it.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium } from '@playwright/test';
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

const dist = fileURLToPath(new URL('../../dist', import.meta.url));

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

/** Measures every tab and prints a table. */
export async function measureMobile() {
  const { default: lighthouse } = await import('lighthouse').catch(() => {
    throw new Error('Lighthouse is not installed: `cargo xtask bench mobile` does that.');
  });
  const host = await startHost();
  try {
    console.log('| tab | score | goal | first paint | largest paint | blocked | layout shift |');
    console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: |');
    for (const [tab, goal] of GOALS) console.log(row(tab, goal, await median(lighthouse, `${host.url}#${tab}`)));
  } finally {
    host.close();
  }
}

/** @param {string} tab @param {number} goal @param {any} result */
function row(tab, goal, { categories, audits }) {
  const score = Math.round(100 * categories.performance.score);
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

/** Serves dist/ as static hosts do, compressed. */
async function startHost() {
  const server = createServer(async ({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const name = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
    const file = await readFile(join(dist, name)).catch(() => null);
    if (!file) return response.writeHead(404).end();
    const type = TYPES[extname(name)];
    const headers = { 'content-type': type ?? 'application/octet-stream', 'cache-control': 'max-age=600' };
    if (!type) return response.writeHead(200, headers).end(file);
    return response.writeHead(200, { ...headers, 'content-encoding': 'gzip' }).end(gzipSync(file));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}
