export * from './gradual.js';

/** Where the core comes from, if not from this package. */
export type Source = URL | Response | BufferSource | WebAssembly.Module;

/**
 * Starts the core, which must be done before anything else is asked of this package; it may be called again and gives the same
 * promise. It fails where WebAssembly with SIMD is missing, or where the core does not come.
 */
export function init(source?: Source | Promise<Source>): Promise<void>;
export default init;
