// @ts-check
// The page in WebKit, by the WebDriver protocol.

import { test as base, expect } from '@playwright/test';
import { noted, noting } from './errors.js';
import { hosted, thePageWorks } from './page.js';
import { startWebKit } from './webkit.js';

/** @typedef {import('./page.js').Visit} Visit */
/** @typedef {{ programs: import('./webkit.js').Programs, webkit: Awaited<ReturnType<typeof startWebKit>> }} Driven */

/** @type {import('@playwright/test').Fixtures<Visit, Driven, import('./page.js').Args, import('./page.js').WorkerArgs>} */
const fixtures = {
  ...hosted,
  changes: [{ '/': noting }, { option: true }],
  programs: [
    { driver: '', browser: '', screen: '' },
    { option: true, scope: 'worker' },
  ],
  webkit: [
    async ({ programs }, use) => {
      const webkit = await startWebKit(programs);
      await use(webkit);
      await webkit.close();
    },
    { scope: 'worker' },
  ],
  tab: async ({ webkit }, use) => {
    const { tab, close } = await webkit.openTab();
    await use(tab);
    const problems = await tab.evaluate(noted).finally(close);
    expect(problems, 'errors of the page').toBe('');
  },
};

thePageWorks(base.extend(fixtures));
