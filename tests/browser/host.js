// @ts-check
// A host of the built page as it is out there: in any folder, slow, behind a portal, or with another version from now on.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));

/** @type {Record<string, string>} */
const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

/**
 * Other pages, which show this one in a frame: one that may run scripts and nothing else, and one as narrow as a phone.
 * @type {Record<string, string>}
 */
const frames = {
  '/sandboxed': '<!doctype html><iframe sandbox="allow-scripts" src="./" width="900" height="700"></iframe>',
  '/narrow': '<!doctype html><iframe src="./" width="360" height="740" style="border: 0"></iframe>',
};

/** What a host does instead of answering with a file, or with what becomes of it. @typedef {{ status?: number, html?: string, change?: (body: Buffer) => Buffer, wait?: number }} Fault */

/** Serves dist/ in every folder: /a/index.html and /b/index.html are copies of one page. @param {{ packs?: boolean }} [how] `packs`: compresses what is not packed, and lets it be kept, as static hosts do */
export async function startHost({ packs = false } = {}) {
  const host = {
    /** The paths that were asked for. @type {string[]} */
    asked: [],
    /** @type {(path: string) => Fault | null} */
    fault: () => null,
    url: '',
    /** From now on nobody answers, on connections that are open neither. */
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
  const server = createServer(async ({ url = '/' }, response) => {
    const path = new URL(url, 'http://localhost').pathname;
    host.asked.push(path);
    const file = path.replace(/^\/[ab]\//, '/');
    const fault = host.fault(file) ?? {};
    if (fault.wait) await new Promise((resolve) => setTimeout(resolve, fault.wait));
    if (fault.status) return response.writeHead(fault.status).end();
    const html = fault.html ?? frames[file];
    if (html) return response.writeHead(200, { 'content-type': 'text/html' }).end(html);
    const name = file.endsWith('/') ? `${file}index.html` : file;
    const body = await readFile(join(dist, name)).catch(() => null);
    if (!body) return response.writeHead(404).end();
    const type = types[extname(name)];
    const kept = packs ? { 'cache-control': 'max-age=600' } : {};
    const isPacked = packs && type ? { 'content-encoding': 'gzip' } : {};
    response.writeHead(200, { 'content-type': type ?? 'application/octet-stream', ...kept, ...isPacked });
    const sent = fault.change ? fault.change(body) : body;
    return response.end(packs && type ? gzipSync(sent) : sent);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  host.url = `http://127.0.0.1:${address.port}`;
  return host;
}
