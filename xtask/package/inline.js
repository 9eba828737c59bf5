// For wherever a second file is a trouble: the core stands in this one.
import { core } from './core.js';
import { start } from './start.js';

export * from './gradual.js';

const bytes = () => Uint8Array.from(atob(core), (letter) => letter.charCodeAt(0));

/** Starts the core; who asks again gets the same promise. */
export const init = (source) => start(() => source ?? bytes());
export default init;
