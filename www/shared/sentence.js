// @ts-check
// What was refused is told in a sentence; what went wrong in the page itself never is.

/** What the page refuses, in a sentence for the person at it. The core's refusals bear the same name. */
export class Refusal extends Error {
  name = 'Refusal';
}

/** What the language throws at mistakes in code, and a trap in the core. */
const MISTAKES = [TypeError, ReferenceError, RangeError, SyntaxError, WebAssembly.RuntimeError];

/** The sentence of a refusal; a mistake of ours is none, and goes on to the console. @param {unknown} error */
export function sentenceOf(error) {
  if (!(error instanceof Error) || MISTAKES.some((mistake) => error instanceof mistake)) throw error;
  return error.message;
}
