// @ts-check
// What was refused is told in a sentence.

/** The sentence of an error; a trap in the core is none, and goes on to where the page says that it broke. @param {unknown} error */
export function sentenceOf(error) {
  if (error instanceof WebAssembly.RuntimeError) throw error;
  return /** @type {Error} */ (error).message;
}
