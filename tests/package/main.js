// @ts-check
// The packed package in empty folders: every way in trains XOR with the same bits as the page, and the judges find nothing.
//
//     node tests/package/main.js target/package/gradual-….tgz

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from '@playwright/test';
import { build as esbuild } from 'esbuild';
import { build, createServer, preview } from 'vite';
import webpack from 'webpack';
import { program, required } from './xor.js';

const run = promisify(execFile);
const packed = resolve(process.argv[2]);
const folder = await mkdtemp(join(tmpdir(), 'gradual-package-'));
const browser = await chromium.launch({ executablePath: process.env.GRADUAL_BROWSER, args: ['--no-sandbox'] });
/** What every way in has said. @type {Record<string, string>} */
const said = {};

/** A folder with the package, and a page whose script is `main.js`. @param {string} name @param {string} text @param {string} [type] */
async function project(name, text, type = 'module') {
  const place = join(folder, name);
  await mkdir(place);
  await writeFile(join(place, 'package.json'), JSON.stringify({ name, private: true, type }));
  await run('npm', ['install', packed, '--no-audit', '--no-fund', '--offline'], { cwd: place });
  await writeFile(join(place, 'main.js'), text);
  await writeFile(join(place, 'index.html'), '<!doctype html><script type="module" src="./main.js"></script>');
  return place;
}

/** What the program of a page says. @param {string} address */
async function inBrowser(address) {
  const page = await browser.newPage();
  const errors = /** @type {string[]} */ ([]);
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(address);
  const text = await page.waitForFunction('globalThis.said', null, { timeout: 30_000 }).catch(() => {
    throw new Error(`${address} says nothing. ${errors.join(' ')}`);
  });
  const value = await text.jsonValue();
  await page.close();
  return String(value);
}

/** Of a folder that a plain server offers. @param {string} root */
async function served(root) {
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'silent',
    appType: 'mpa',
    server: { port: 0 },
    optimizeDeps: { noDiscovery: true },
  });
  await server.listen();
  try {
    return await inBrowser(/** @type {any} */ (server.resolvedUrls).local[0]);
  } finally {
    await server.close();
  }
}

/** Of what a bundler has made. @param {string} root @param {string} outDir */
async function previewed(root, outDir) {
  const server = await preview({
    root,
    configFile: false,
    logLevel: 'silent',
    build: { outDir },
    preview: { port: 0 },
  });
  try {
    return await inBrowser(/** @type {any} */ (server.resolvedUrls).local[0]);
  } finally {
    await server.close();
  }
}

/** @param {string} place */
async function byNode(place) {
  return (await run(process.execPath, ['main.js'], { cwd: place })).stdout.trim().split('\n').at(-1) ?? '';
}

const ways = {
  'Node, import': async () => byNode(await project('node', program('gradual'))),
  'Node, require': async () => byNode(await project('required', required, 'commonjs')),
  'Node, inline': async () => byNode(await project('node-inline', program('gradual/inline'))),

  async 'Vite, development'() {
    const root = await project('vite', program('gradual'));
    const optimizeDeps = { exclude: ['gradual'] };
    const server = await createServer({
      root,
      configFile: false,
      logLevel: 'silent',
      optimizeDeps,
      server: { port: 0 },
    });
    await server.listen();
    const text = await inBrowser(/** @type {any} */ (server.resolvedUrls).local[0]);
    await server.close();
    return text;
  },

  async 'Vite, build'() {
    const root = join(folder, 'vite');
    await build({ root, configFile: false, logLevel: 'silent', build: { target: 'esnext' } });
    return previewed(root, 'dist');
  },

  async 'webpack 5'() {
    const root = await project('webpack', program('gradual'));
    await new Promise((done, fail) =>
      webpack(
        {
          mode: 'production',
          context: root,
          entry: './main.js',
          output: { path: join(root, 'dist'), publicPath: 'auto' },
          performance: { hints: false },
        },
        (error, stats) => (error || stats?.hasErrors() ? fail(error ?? new Error(stats?.toString())) : done(null)),
      ),
    );
    await writeFile(join(root, 'dist/index.html'), '<!doctype html><script defer src="./main.js"></script>');
    return previewed(root, 'dist');
  },

  async 'esbuild, inline'() {
    const root = await project('esbuild', program('gradual/inline'));
    await esbuild({
      absWorkingDir: root,
      entryPoints: ['main.js'],
      bundle: true,
      format: 'esm',
      outfile: 'dist/main.js',
      logLevel: 'error',
    });
    await cp(join(root, 'index.html'), join(root, 'dist/index.html'));
    return previewed(root, 'dist');
  },

  async 'a script tag'() {
    return served(await project('tag', program('./node_modules/gradual/browser.js')));
  },

  /** The core that the page itself trains with. */
  async 'the page'() {
    const page = await browser.newPage();
    const server = await preview({
      root: resolve('.'),
      configFile: false,
      logLevel: 'silent',
      build: { outDir: 'dist' },
      preview: { port: 0 },
    });
    await page.goto(/** @type {any} */ (server.resolvedUrls).local[0]);
    const text = program('gradual').replace(
      /^import.*$/m,
      'await gradual.ready; const { Race } = gradual.core; const init = () => "";',
    );
    const value = await page.evaluate(`(async () => {${text}; return globalThis.said; })()`);
    await page.close();
    await server.close();
    return String(value);
  },
};

/** The judges. */
async function judged() {
  const at = (/** @type {string} */ name) => createRequire(import.meta.url).resolve(name);
  const { publint } = await import('publint');
  const { messages } = await publint({ pkgDir: join(folder, 'node/node_modules/gradual'), strict: true, pack: false });
  assert.deepEqual(messages, []);
  const attw = join(at('@arethetypeswrong/cli/package.json'), '../dist/index.js');
  await run(process.execPath, [attw, packed, '--profile', 'esm-only', '--exclude-entrypoints', './gradual.wasm']);
}

try {
  for (const [way, train] of Object.entries(ways)) {
    said[way] = await train();
    console.log(`${way}: ${said[way]}`);
  }
  const [first] = Object.values(said);
  assert.ok(JSON.parse(first).accuracy >= 0.97, first);
  for (const [way, bits] of Object.entries(said)) assert.equal(bits, first, `${way} has other bits`);
  await judged();
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}
console.log(`${Object.keys(said).length} passed`);
