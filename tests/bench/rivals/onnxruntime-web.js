// @ts-check
// onnxruntime-web on WebAssembly: inference only.

import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import * as ort from 'onnxruntime-web/wasm';
import { onnxModel } from './lib/onnx.js';

ort.env.wasm.numThreads = 1;
ort.env.wasm.wasmPaths = { wasm };

/** @type {import('../contender.js').Contender} */
export default {
  name: 'onnxruntime-web',
  refuses: ({ task }) => (task === 'train' ? 'it only infers' : null),
  async create(task) {
    const session = await ort.InferenceSession.create(onnxModel(task), {
      executionProviders: ['wasm'],
      graphOptimizationLevel: 'all',
    });
    const { features } = task.data;
    return {
      train: () => {
        throw new Error('It only infers.');
      },
      async predict(inputs) {
        const asked = new ort.Tensor('float32', inputs, [inputs.length / features, features]);
        const { outputs } = await session.run({ inputs: asked });
        return /** @type {Float32Array} */ (outputs.data);
      },
      free: () => void session.release(),
    };
  },
};
