// @ts-check
// The tests use the built page as people do, in a folder of a static host, as on most hosts of static pages.

import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';

const port = process.env.GRADUAL_PORT ?? '4179';
const folder = '/some/folder/';
const baseURL = `http://127.0.0.1:${port}${folder}`;

export default defineConfig({
  testDir: '.',
  testIgnore: 'engines/**', // which have a configuration of their own
  outputDir: './results',
  workers: 3, // while one test waits for a frame, a file or a minute to pass, the others have the processor
  fullyParallel: true,
  timeout: 60_000,
  retries: 1, // on a machine with other work a deadline may be missed; what passes only then is listed as flaky
  expect: { timeout: 15_000 }, // digits load, and training gets where it should, later on a machine with other work
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: {
    baseURL,
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      executablePath: process.env.GRADUAL_BROWSER,
      args: [
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --config www/vite.config.js --base ${folder} --port ${port} --strictPort`,
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    url: baseURL,
  },
});
