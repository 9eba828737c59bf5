// @ts-check
// The page in the other engines, one project for each; `cargo xtask test` tells where the programs are.

import { defineConfig } from '@playwright/test';

const {
  GRADUAL_FIREFOX,
  GRADUAL_WEBKIT_DRIVER: driver,
  GRADUAL_WEBKIT_BROWSER: browser,
  GRADUAL_SCREEN: screen,
} = process.env;

/** @type {import('@playwright/test').PlaywrightTestConfig<{}, { programs?: object }>} */
const config = {
  testDir: '.',
  outputDir: '../results',
  workers: 2,
  fullyParallel: true,
  timeout: 60_000,
  retries: 1, // as in the other configuration
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: { baseURL: 'http://127.0.0.1' },
  projects: [
    {
      name: 'firefox',
      testMatch: 'firefox.spec.js',
      use: {
        browserName: 'firefox',
        channel: 'moz-firefox', // the one that people have, which Playwright drives by WebDriver BiDi
        launchOptions: { executablePath: GRADUAL_FIREFOX },
      },
    },
    { name: 'webkit', testMatch: 'webkit.spec.js', use: { programs: { driver, browser, screen } } },
  ],
};

export default defineConfig(config);
