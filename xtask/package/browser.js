// For browsers: the core comes from the file beside this one, or from where it is told.
import { start } from './start.js';

export * from './gradual.js';

/** Starts the core; who asks again gets the same promise. */
export const init = (source = new URL('./gradual.wasm', import.meta.url)) => start(() => source);
export default init;
