// @ts-check
// The page in Firefox, by Playwright.

import { test as base } from '../fixtures.js';
import { hosted, thePageWorks } from './page.js';

/** @typedef {import('./page.js').Visit} Visit */

base.use({ hosts: /^http:\/\/127\.0\.0\.1:\d+$/ });

/** @type {import('@playwright/test').Fixtures<Visit, {}, import('./page.js').Args, import('./page.js').WorkerArgs>} */
const fixtures = { ...hosted, tab: ({ page }, use) => use(page) };

thePageWorks(base.extend(fixtures));
