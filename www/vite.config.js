// @ts-check
// How the page is served while it is written, and bundled for any host and any folder on it.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { defineConfig } from 'vite';

/** @typedef {import('vite').Plugin} Plugin */

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

/** Lines that are nothing but a comment: nobody reads those of the built service worker, which comes with every first load. */
const COMMENT_LINES = /^\s*(\/\/.*|\/\*\*.*\*\/)\n/gm;

/** What all that is shipped asks to be told of it. */
const NOTICES = 'later/notices.txt';

const OURS = `Gradual is under the MIT licence. What it is made of follows, each with its own.

The handwritten digits are MNIST by Yann LeCun and Corinna Cortes, under CC BY-SA 3.0
(https://creativecommons.org/licenses/by-sa/3.0/), packed without a change to them.
`;

/** What the built page may do, which the browser holds it to: nothing is asked of any other origin, and no foreign code runs. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
];

// Vite's development server ends when its input does, once somebody reads it: so `cargo xtask serve` leaves nothing running.
if (process.env.GRADUAL_ENDS_WITH_INPUT) process.stdin.resume();

export default defineConfig({
  root,
  base: './',
  publicDir: 'www/public',
  appType: 'mpa', // a missing file is a 404, as on any static host
  plugins: [sameOriginOnly(), address(), notices(), offline()],
  server: { host: '127.0.0.1', watch: { ignored: ['**/target/**', '**/dist/**', '**/tests/**', '**/src/**'] } },
  preview: { host: '127.0.0.1' },
  optimizeDeps: { entries: ['index.html'] },
  worker: { format: 'es', rolldownOptions: { output: { entryFileNames: 'later/[name]-[hash].js' } } },
  build: {
    outDir: dist,
    license: { fileName: NOTICES },
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What the labs share is one file, but for charts and other views, for which the page itself need not wait.
        codeSplitting: {
          groups: [
            {
              name: 'chart',
              test: /www\/views\/|node_modules\/uplot/,
              minShareCount: 2,
              priority: 1,
              includeDependenciesRecursively: false, // or all that charts share with others would come with them
            },
            { name: 'undo-keys', test: isShared, minShareCount: 2 },
          ],
        },
        assetFileNames: ({ names, originalFileNames }) =>
          `${names.some(isDigits) ? 'digits' : folderOf([...names, ...originalFileNames])}/[name]-[hash][extname]`,
        chunkFileNames: ({ name, facadeModuleId, moduleIds }) =>
          `${folderOf([facadeModuleId ?? moduleIds.at(-1) ?? ''])}/${name === 'rolldown-runtime' ? 'index-runtime' : '[name]'}-[hash].js`,
      },
    },
  },
});

/** What is kept once it is asked for. The weights of the one that doubts go with the code, which knows its layers. @param {string} name */
function isDigits(name) {
  return name.endsWith('.idx.gz') || (name.endsWith('.weights') && name !== 'doubter.weights');
}

/** Where that begins which comes after the first paint: the sections of Points, the rest of the core, what sections share, and sharing. */
const LATER = [
  'www/points/sections.js',
  'gradual_rest',
  'gradual_files',
  'www/shared/player.js',
  'www/shared/download.js',
  'www/shared/files.js',
  'www/shared/database.js',
  'www/share/',
  'www/shared/lesson-link.js',
  'www/shared/slices.js',
  'www/shared/spread-chart.js',
  'www/lessons/',
  'node_modules/idb/',
];

/** @param {string} module */
function isShared(module) {
  const isLater = LATER.some((place) => module.includes(place));
  return !isLater && /www\/(shared|views|pkg)\/|node_modules|rolldown/.test(module);
}

/** What only the Digits lab loads, and what comes after the first paint, stand apart from a first load. @param {string[]} sources */
function folderOf(sources) {
  const isFrom = (/** @type {string} */ place) => sources.some((source) => source.includes(place));
  if (isFrom('www/digits/')) return 'digits-lab';
  return LATER.some(isFrom) ? 'later' : 'assets';
}

/** @returns {Plugin} */
function sameOriginOnly() {
  const attrs = { 'http-equiv': 'Content-Security-Policy', content: POLICY.join('; ') };
  return {
    name: 'same-origin-only',
    apply: 'build',
    transformIndexHtml: () => [{ tag: 'meta', attrs, injectTo: 'head-prepend' }],
  };
}

/** Those who show a link as a card want the picture's whole address, which `GRADUAL_ADDRESS` says when the page is built for a host. @returns {Plugin} */
function address() {
  const place = process.env.GRADUAL_ADDRESS;
  return {
    name: 'address',
    apply: 'build',
    transformIndexHtml: (page) => {
      if (!place) return page;
      const html = page.replace('content="./later/card.png"', `content="${new URL('later/card.png', place)}"`);
      const tags = [
        { tag: 'meta', attrs: { property: 'og:url', content: place } },
        { tag: 'link', attrs: { rel: 'canonical', href: place } },
      ];
      return { html, tags };
    },
  };
}

/** Our licence, the digits', the page's packages' and the core's crates' become one file, to which the page links. @returns {Plugin} */
function notices() {
  const link = `<a href="./${NOTICES}" target="_blank">What it is made of, and under which licences</a>`;
  return {
    name: 'notices',
    apply: 'build',
    transformIndexHtml: () => [{ tag: 'footer', attrs: { class: 'about' }, children: link, injectTo: 'body' }],
    writeBundle() {
      const file = join(dist, NOTICES);
      const licence = readFileSync(join(root, 'LICENSE'), 'utf8');
      const crates = readFileSync(join(root, 'www/pkg/notices.txt'), 'utf8');
      writeFileSync(file, [OURS, licence, readFileSync(file, 'utf8'), crates].join('\n---\n\n'));
    },
  };
}

/** The built page registers a service worker that knows every file of dist/. @returns {Plugin} */
function offline() {
  return {
    name: 'offline',
    apply: 'build',
    transformIndexHtml: {
      order: 'pre',
      handler: () => [{ tag: 'script', attrs: { type: 'module', src: '/www/offline/register.js' }, injectTo: 'head' }],
    },
    writeBundle() {
      const code = readFileSync(new URL('./offline/worker.js', import.meta.url), 'utf8');
      const told = code.replace(COMMENT_LINES, '').replace("{ version: '', files: [], sums: {} }", manifest());
      writeFileSync(join(dist, 'service-worker.js'), told);
    },
  };
}

/** What the service worker keeps, and a version that changes with any of it. */
function manifest() {
  const found = readdirSync(dist, { recursive: true, encoding: 'utf8' });
  const names = found.filter((name) => statSync(join(dist, name)).isFile()).sort();
  const hash = createHash('sha256');
  for (const name of names) hash.update(name).update(readFileSync(join(dist, name)));
  const files = names.map((name) => name.replaceAll('\\', '/'));
  const digits = files.filter((name) => name.startsWith('digits/'));
  const sums = Object.fromEntries(digits.map((name) => [name, sumsOf(readFileSync(join(dist, name)))]));
  return JSON.stringify({ version: hash.digest('hex').slice(0, 16), files, sums });
}

/** Of a file, and of what it is where a host unpacks it. @param {Buffer} file */
function sumsOf(file) {
  const isPacked = file[0] === 0x1f && file[1] === 0x8b;
  return [file, ...(isPacked ? [gunzipSync(file)] : [])].map((form) => createHash('sha256').update(form).digest('hex'));
}
