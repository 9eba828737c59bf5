// @ts-check
// Does what may be refused, and tells what came of it below.

import { sentenceOf } from '../shared/sentence.js';

/** @param {() => void} draw */
export function telling(draw) {
  return {
    /** What is told. */
    said: '',
    /** @param {() => unknown} act what it returns is told */
    async attempt(act) {
      try {
        this.said = String((await act()) ?? '');
      } catch (error) {
        this.said = sentenceOf(error);
      }
      draw();
    },
  };
}
