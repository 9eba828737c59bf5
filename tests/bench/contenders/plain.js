// @ts-check

import { createModel } from './lib/loops.js';

/** @type {import('../contender.js').Contender} */
export default {
  name: 'plain JS',
  refuses: () => null,
  create: (task) => createModel(task, { skipZeros: false }),
};
