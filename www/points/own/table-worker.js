// @ts-check
// A long table, read and asked beside the page, which goes on meanwhile. It holds one table; whoever wants another starts another.

import init, { initPart } from '../../pkg/gradual.js';
import { PointTable } from '../../pkg/gradual_rest.js';
import { whatIsKnown } from './known.js';

/** @typedef {import('../../pkg/gradual.js').Chosen} Chosen */
/** The core's two parts, and a text or the bytes of a file. @typedef {{ core: string, rest: string, content: string | Uint8Array }} Content */
/** What one asks: the first thing is always to read. @typedef {{ read: Content } | { choose: Chosen }} Question */

/** @type {PointTable | undefined} */
let table;

/** @param {Content} content @param {(share: number) => void} progress */
async function read({ core, rest, content }, progress) {
  await init({ module_or_path: core });
  await initPart(fetch(rest));
  const text = typeof content === 'string' ? content : PointTable.textOf(content);
  table = new PointTable(text, progress);
  return whatIsKnown(text, table);
}

addEventListener('message', async ({ data, ports: [port] }) => {
  const question = /** @type {Question} */ (data);
  try {
    const answer =
      'read' in question
        ? await read(question.read, (share) => port.postMessage({ share }))
        : table?.source(question.choose);
    port.postMessage({ answer });
  } catch (error) {
    const { name, message } = /** @type {Error} */ (error);
    port.postMessage({ failure: { name, message } });
  }
});
