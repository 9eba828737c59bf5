// @ts-check
// The service worker. It keeps the page when it is first opened and the digits when they are first asked for. Workbox keeps
// whatever answers with 200; here digits are kept by their sums alone, so these lines stay our own.

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

/** The bundler writes in what dist/ holds, and the sums that digits may have, packed or not. @type {{ version: string, files: string[], sums: Record<string, string[]> }} */
const dist = { version: '', files: [], sums: {} };

const scope = worker.registration.scope;

/** Other copies of the page may live in other folders of the host, each with caches of its own. */
const folder = new URL(scope).pathname === '/' ? '' : ` of ${new URL(scope).pathname}`;
const shellCache = `gradual page ${dist.version}${folder}`;
const digitsCache = `gradual digits${folder}`;

const at = (/** @type {string} */ file) => new URL(file, scope).href;
const shell = dist.files.filter((file) => !(file in dist.sums)).map((file) => (file === 'index.html' ? './' : file));
const sums = new Map(Object.entries(dist.sums).map(([file, sums]) => [at(file), sums]));

worker.addEventListener('install', (event) => event.waitUntil(keepShell()));
worker.addEventListener('activate', (event) => event.waitUntil(dropTheOld().then(() => worker.clients.claim())));
worker.addEventListener('message', ({ data }) => data === 'take over' && worker.skipWaiting());
worker.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (method === 'GET' && url.startsWith(scope)) event.respondWith(answer(event));
});

async function keepShell() {
  const cache = await caches.open(shellCache);
  await cache.addAll(shell.map((file) => new Request(at(file), { cache: 'no-cache' })));
}

/** Whether a cache is of an earlier version of this page. @param {string} name */
function isOld(name) {
  return name !== shellCache && name.replace(/[0-9a-f]{16}/, dist.version) === shellCache;
}

/** Earlier versions of the page, and digits that this one does not use, unless a tab may still ask for them. */
async function dropTheOld() {
  const tabs = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (tabs.filter(({ url }) => url.startsWith(scope)).length > 1) return;
  const old = (await caches.keys()).filter(isOld);
  await Promise.all(old.map((name) => caches.delete(name)));
  const cache = await caches.open(digitsCache);
  const kept = await cache.keys();
  await Promise.all(kept.filter(({ url }) => !sums.has(url)).map((request) => cache.delete(request)));
}

/** Kept files are answered at once; others as they arrive, and digits are kept beside that. @param {FetchEvent} event */
async function answer(event) {
  const kept = await found(event.request);
  if (kept) return kept;
  const response = await fetch(event.request);
  if (sums.has(event.request.url) && response.ok) {
    const copy = response.clone();
    event.waitUntil(keepDigits(event.request, copy).catch(() => {})); // without room, the page works all the same
  }
  return response;
}

/**
 * What is kept, of an earlier version too. A link may carry settings behind a question mark, and a host may say that an answer
 * varies; the file is the same.
 * @param {Request} request
 */
async function found(request) {
  const { pathname } = new URL(request.url);
  const wanted = pathname === new URL(at('index.html')).pathname ? at('./') : request;
  const names = await caches.keys().catch(() => []);
  for (const cacheName of [shellCache, digitsCache, ...names.filter(isOld)]) {
    const kept = await caches.match(wanted, { cacheName, ignoreSearch: true, ignoreVary: true }).catch(() => undefined);
    if (kept) return kept;
  }
  return undefined;
}

/** A portal's page and half a file also come as an answer: only what has the right sum is kept. @param {Request} request @param {Response} response */
async function keepDigits(request, response) {
  const bytes = await response.clone().arrayBuffer();
  const sum = Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
  const hex = sum.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  if (!sums.get(request.url)?.includes(hex)) return;
  const cache = await caches.open(digitsCache);
  await cache.put(request, response);
}
