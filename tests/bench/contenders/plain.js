// @ts-check

import { createBoltzmann } from './lib/boltzmann.js';
import { createModel } from './lib/loops.js';

/** @type {import('../contender.js').Contender} */
export default {
  name: 'plain JS',
  machines: true,
  refuses: () => null,
  create: (task) => (task.workload.machine ? createBoltzmann : createModel)(task, { skipZeros: false }),
};
