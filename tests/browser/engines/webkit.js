// @ts-check
// WebKit on a screen that nobody sees: its driver and its small browser, with a home of their own.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openTab } from './webdriver.js';

/** Where the programs are; `screen` is Xvfb. @typedef {{ driver: string, browser: string, screen: string }} Programs */

/** How long the driver may take to listen, and how often it is asked, in milliseconds. */
const [PATIENCE, BETWEEN] = [20_000, 50];

/** Large enough for the browser's window. */
const SCREEN = '1440x1000x24';

/**
 * Starts what drives WebKit. Where no language is set, WebKit says "C", which is none: so does it here.
 * @param {Programs} programs
 */
export async function startWebKit({ driver, browser, screen }) {
  const home = await mkdtemp(join(tmpdir(), 'gradual-webkit-')); // for its owner alone, as XDG_RUNTIME_DIR has to be
  const [display, endScreen] = await startScreen(screen);
  const env = {
    ...process.env,
    DISPLAY: display,
    HOME: home,
    XDG_RUNTIME_DIR: home,
    LIBGL_ALWAYS_SOFTWARE: '1',
    LANG: 'C.UTF-8',
    LC_ALL: 'C.UTF-8',
  };
  const port = await freePort();
  const driving = spawn(driver, [`--port=${port}`], { env, stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  await listens(url);
  return {
    openTab: () =>
      openTab(url, {
        browserName: 'MiniBrowser',
        'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] },
      }),
    async close() {
      await ended(driving);
      await endScreen();
      await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

/** The screen picks a number that is free, and tells it. @param {string} program @returns {Promise<[display: string, end: () => Promise<void>]>} */
async function startScreen(program) {
  const screen = spawn(program, ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const told = /** @type {import('node:stream').Readable} */ (screen.stdio[3]);
  for await (const number of createInterface({ input: told })) return [`:${number}`, () => ended(screen)];
  throw new Error(`${program} ended before it showed anything.`);
}

/** @param {import('node:child_process').ChildProcess} program @returns {Promise<void>} */
function ended(program) {
  return new Promise((resolve) => {
    program.once('exit', () => resolve());
    program.kill();
  });
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

/** @param {string} url */
async function listens(url) {
  for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
    if (await fetch(`${url}/status`).catch(() => null)) return;
    await new Promise((resolve) => setTimeout(resolve, BETWEEN));
  }
  throw new Error('The driver of WebKit does not answer.');
}
