// @ts-check

import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import wasm from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url';
import simdWasm from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url';
import threadedWasm from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm?url';
import { createModel } from './lib/tensorflow.js';

setWasmPaths({
  'tfjs-backend-wasm.wasm': wasm,
  'tfjs-backend-wasm-simd.wasm': simdWasm,
  'tfjs-backend-wasm-threaded-simd.wasm': threadedWasm,
});

/** @type {import('../contender.js').Contender} */
export default {
  name: 'tfjs-wasm',
  refuses: ({ task, hidden }) =>
    task === 'train' && hidden.some(({ kind }) => kind === 'convolution')
      ? 'its wasm backend has no gradients of convolutions and max-pools (Conv2DBackpropFilter, MaxPoolGrad)'
      : null,
  create: (task) => createModel(task, 'wasm'),
};
