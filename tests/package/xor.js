// @ts-check
// Trains XOR as the package's README does; every way in has to come to the same bits.

/** The program for a way in. @param {string} way such as "gradual" @param {string} [from] what `init` is told */
export const program = (way, from = '') => `import { init, Race } from '${way}';
${body(from)}`;

/** The same by require. */
export const required = `const { init, Race } = require('gradual');
(async () => {
${body('')}
})();`;

/** @param {string} from */
function body(from) {
  return `const first = init(${from});
if (init() !== first) throw new Error('init() gives another promise the second time.');
await first;
const points = { set: 'xor', count: 400, noise: 0.1, heldOut: 0.3, seed: 1 };
const network = {
  name: 'Network', hidden: [{ kind: 'dense', units: 8, activation: 'tanh' }], loss: 'cross-entropy', initial: 'glorot',
  optimizer: 'adam', learningRate: 0.03, batchSize: 10, l1: 0, l2: 0,
};
const race = Race.ofSet(points, [network], 1);
while (race.report().models[0].epoch < 60) race.step(10);
race.evaluate(1e6);
const { accuracy, loss } = race.report().models[0].heldOut;
race.free();
globalThis.said = JSON.stringify({ accuracy, loss });
console.log(globalThis.said);`;
}
