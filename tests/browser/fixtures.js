// @ts-check
// Every browser test fails on a console error, an uncaught error, or a request to another origin.

import { test as base, expect } from '@playwright/test';

/**
 * Console errors a test expects, as patterns: `test.use({ expectedErrors: [/404/] })`.
 * @type {import('@playwright/test').TestType<import('@playwright/test').PlaywrightTestArgs & import('@playwright/test').PlaywrightTestOptions & { expectedErrors: RegExp[], hosts: RegExp }, import('@playwright/test').PlaywrightWorkerArgs & import('@playwright/test').PlaywrightWorkerOptions>}
 */
export const test = base.extend({
  expectedErrors: [/** @type {RegExp[]} */ ([]), { option: true }],
  /** Origins of hosts that a test has started itself. */
  hosts: [/** @type {RegExp} */ (/^$/), { option: true }],
  page: async ({ page, baseURL, expectedErrors, hosts }, use) => {
    /** @type {string[]} */
    const problems = [];
    const origin = new URL(/** @type {string} */ (baseURL)).origin;
    const note = (/** @type {string} */ text) => {
      if (!expectedErrors.some((pattern) => pattern.test(text))) problems.push(text);
    };
    page.on('console', (message) => {
      if (message.type() === 'error') note(message.text());
    });
    page.on('pageerror', (error) => note(error.message));
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith('http') && url.origin !== origin && !hosts.test(url.origin))
        problems.push(`foreign request: ${url}`);
    });
    await use(page);
    expect(problems).toEqual([]);
  },
});

export { expect };
