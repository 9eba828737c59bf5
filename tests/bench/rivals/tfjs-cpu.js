// @ts-check

import '@tensorflow/tfjs-backend-cpu';
import { createModel } from './lib/tensorflow.js';

/** @type {import('../contender.js').Contender} */
export default {
  name: 'tfjs-cpu',
  refuses: () => null,
  create: (task) => createModel(task, 'cpu'),
};
