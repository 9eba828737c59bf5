// @ts-check
// PyTorch, NumPy and scikit-learn: one Python process that trains a block whenever it is asked to.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('native.py', import.meta.url));
const digits = fileURLToPath(new URL('../../www/pkg/digits', import.meta.url));

/** All numeric libraries that NumPy and PyTorch may use keep to one thread. */
const oneThread = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };

/** @typedef {{ names: string[], ask: (question: object) => Promise<any>, close: () => void }} Native */

/** Each takes the instructions that it finds on this machine, whatever it was told to make do with elsewhere. */
const ownChoice = { OPENBLAS_CORETYPE: undefined, OPENBLAS_L2_SIZE: undefined };

/** Starts Python; without libraries it has no names, and says so in a sentence. @returns {Promise<Native & { missing: string[] }>} */
export async function startNative() {
  const python = spawn('python3', [script, digits], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...oneThread, ...ownChoice },
  });
  const started = new Promise((resolve) => {
    python.once('spawn', () => resolve(true));
    python.once('error', () => resolve(false));
  });
  if (!(await started)) return { names: [], missing: ['python3'], ask: async () => null, close: () => {} };
  const lines = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
  const read = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error('Python has stopped.');
    const answer = JSON.parse(value);
    if (answer?.error) throw new Error(`Python: ${answer.error}`);
    return answer;
  };
  const ask = (/** @type {object} */ question) => {
    python.stdin.write(`${JSON.stringify(question)}\n`);
    return read();
  };
  const { names, missing } = await read();
  return { names, missing, ask, close: () => python.stdin.end() };
}
