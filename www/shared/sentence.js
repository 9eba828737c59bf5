// @ts-check
// What was refused is told in a sentence; what went wrong in the page itself never is.

/** The sentence of a refusal, of the core or of the page; a mistake of ours goes on to the console. @param {unknown} error */
export function sentenceOf(error) {
  if (!(error instanceof Error) || error.name !== 'Refusal') throw error;
  return error.message;
}
