// @ts-check
// What was refused is told in a sentence; what went wrong in the page itself never is.

/** What the language throws at mistakes in code, and a trap in the core. */
const MISTAKES = [TypeError, ReferenceError, RangeError, SyntaxError, WebAssembly.RuntimeError];

/** The sentence of a refusal; a mistake of ours is none, and goes on to the console. @param {unknown} error */
export function sentenceOf(error) {
  if (!(error instanceof Error) || MISTAKES.some((mistake) => error instanceof mistake)) throw error;
  return error.message;
}
