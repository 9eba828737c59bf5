// @ts-check
// The page of the benchmark: bundled, served, and opened in one headless browser.

import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { contenders } from './contenders.js';

/** @typedef {import('@playwright/test').Page} Page */
/** The benchmark's page: calls its functions, and times blocks of its work in microseconds a step. @typedef {ReturnType<typeof createTab>} Tab */

const root = fileURLToPath(new URL('page', import.meta.url));
const outDir = fileURLToPath(new URL('../../target/bench/page', import.meta.url));

/** Nothing may slow the page down or ask the network for anything. */
export const args = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
];

/** Bundles the page with its contenders and opens it. @param {import('./contenders.js').Asked} asked */
export async function openBench(asked) {
  /** @type {import('vite').InlineConfig} */
  const config = { root, configFile: false, logLevel: 'error', publicDir: false, plugins: [contenders(asked)] };
  await build({ ...config, build: { outDir, emptyOutDir: true, target: 'esnext', chunkSizeWarningLimit: 1e5 } });
  const server = await preview({ ...config, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
  const opened = await open(address(server));
  await opened.page.evaluate(() => /** @type {any} */ (window).bench.ready);
  const session = await opened.page.context().newCDPSession(opened.page);
  await session.send('Performance.enable');
  return {
    ...opened,
    tab: createTab(opened.page, session),
    close: () => Promise.all([opened.browser.close(), server.close()]),
  };
}

/** @param {Page} page @param {import('@playwright/test').CDPSession} session */
function createTab(page, session) {
  /** Calls a function of the page. @param {string} name @param {unknown[]} values @returns {Promise<any>} */
  const call = (name, ...values) =>
    page.evaluate(
      ([name, values]) => /** @type {any} */ (window).bench[name](...values),
      /** @type {const} */ ([name, values]),
    );
  /** Seconds that the page's main thread has had a processor. */
  const threadTime = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'ThreadTime')?.value ?? Number.NaN;
  };
  /** While another program holds the processor the clock runs on: the lesser of both times counts. @param {string} name */
  const block = async (name) => {
    const before = await threadTime();
    const { steps, milliseconds } = await call('block', name);
    const busy = 1000 * ((await threadTime()) - before);
    return (1000 * Math.min(milliseconds, busy || milliseconds)) / steps;
  };
  return { call, block };
}

/** Opens the built page of the project, as its tests do. */
export async function openDist() {
  const configFile = fileURLToPath(new URL('../../www/vite.config.js', import.meta.url));
  const server = await preview({ configFile, logLevel: 'error', preview: { port: 0 } });
  const opened = await open(address(server));
  await opened.page.evaluate(() => /** @type {any} */ (window).gradual.ready);
  return { ...opened, close: () => Promise.all([opened.browser.close(), server.close()]) };
}

/** @param {import('vite').PreviewServer} server */
function address(server) {
  const url = server.resolvedUrls?.local[0];
  if (!url) throw new Error('The page could not be served.');
  return url;
}

/** @param {string} url */
async function open(url) {
  const browser = await chromium.launch({ executablePath: process.env.GRADUAL_BROWSER, args });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(0);
  page.on('pageerror', (error) => console.error(`The page failed: ${error.message}`));
  await page.goto(url);
  return { browser, page };
}
