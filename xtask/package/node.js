// For Node and Deno: the core is read from the file beside this one.
import { readFile } from 'node:fs/promises';
import { start } from './start.js';

export * from './gradual.js';

const isFile = (source) => source instanceof URL && source.protocol === 'file:';

/** Starts the core; who asks again gets the same promise. */
export const init = (source = new URL('./gradual.wasm', import.meta.url)) =>
  start(() => (isFile(source) ? readFile(source) : source));
export default init;
