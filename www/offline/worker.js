// @ts-check
// The service worker. It keeps the page when it is first opened and the digits when they are first asked for.

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

/** The bundler writes in what dist/ holds. @type {{ version: string, files: string[] }} */
const dist = { version: '', files: [] };

const shellCache = `gradual page ${dist.version}`;
const digitsCache = 'gradual digits';
const isDigits = (/** @type {string} */ file) => file.startsWith('digits/');
const shell = dist.files.filter((file) => !isDigits(file)).map((file) => (file === 'index.html' ? './' : file));
const digits = new Set(dist.files.filter(isDigits).map((file) => new URL(file, worker.location.href).href));

worker.addEventListener('install', (event) => event.waitUntil(keepShell()));
worker.addEventListener('activate', (event) => event.waitUntil(dropTheOld().then(() => worker.clients.claim())));
worker.addEventListener('fetch', (event) => {
  const sameOrigin = new URL(event.request.url).origin === worker.location.origin;
  if (sameOrigin && event.request.method === 'GET') event.respondWith(answer(event.request));
});

async function keepShell() {
  const cache = await caches.open(shellCache);
  await cache.addAll(shell.map((file) => new Request(file, { cache: 'no-cache' })));
}

/** Earlier versions of the page, and digits that this one does not use. */
async function dropTheOld() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith('gradual page ') && name !== shellCache);
  await Promise.all(old.map((name) => caches.delete(name)));
  const cache = await caches.open(digitsCache);
  const kept = await cache.keys();
  await Promise.all(kept.filter(({ url }) => !digits.has(url)).map((request) => cache.delete(request)));
}

/**
 * Kept files are answered at once. A link may carry settings behind a question mark, and a host may say that an answer
 * varies; the file is the same.
 * @param {Request} request
 */
async function answer(request) {
  const kept = await caches.match(request, { ignoreSearch: true, ignoreVary: true });
  if (kept) return kept;
  const response = await fetch(request);
  if (digits.has(request.url) && response.ok) {
    const cache = await caches.open(digitsCache);
    await cache.put(request, response.clone());
  }
  return response;
}
