// @ts-check
// What the benchmark ran on.

import { cpus, loadavg } from 'node:os';

/** @typedef {{ date: string, processor: string, browser: string, load: number }} Machine */

/** @param {import('@playwright/test').Browser} browser @returns {Machine} */
export function describeMachine(browser) {
  const cores = cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    processor: `${cores[0].model.trim()}, ${cores.length} cores`,
    browser: `Chromium ${browser.version()}`,
    load: loadavg()[0],
  };
}

/** @param {Machine} machine */
export function inWords({ date, processor, browser }) {
  return `${date}, ${processor}, ${browser}, one thread`;
}
