// @ts-check
// One pass as a list of operations: forward layer by layer, the loss, back layer by layer, the update.

/** @typedef {import('../../pkg/gradual.js').LayerShape} LayerShape */
/** What is worked out. @typedef {'input' | 'z' | 'h' | 'loss' | 'dh' | 'delta' | 'gradient' | 'update'} Kind */
/** `level`: of the units it is about. @typedef {{ kind: Kind, level: number }} Operation */

/** @param {LayerShape[]} layers @returns {Operation[]} */
export function operationsOf(layers) {
  const levels = layers.map((_, l) => l + 1);
  /** @type {Operation[]} */
  const forward = levels.flatMap((level) => kindsOf(layers[level - 1], ['z', 'h'], ['h'], level));
  const last = layers.length;
  const back = levels.reverse().flatMap((level) => {
    const kinds = /** @type {Kind[]} */ (level === last ? ['delta', 'gradient'] : ['dh', 'delta', 'gradient']);
    return kindsOf(layers[level - 1], kinds, [], level);
  });
  return [
    { kind: 'input', level: 0 },
    ...forward,
    { kind: 'loss', level: last },
    ...back,
    { kind: 'update', level: last },
  ];
}

/** @param {LayerShape} layer @param {Kind[]} learning what there is where it has weights @param {Kind[]} other where it has none @param {number} level */
function kindsOf({ weights, biases }, learning, other, level) {
  return (weights === biases ? other : learning).map((kind) => ({ kind, level }));
}

/** Where the pass pauses for whoever goes by Space: behind each layer, the loss, and the update. @param {Operation[]} operations @param {number} from */
export function nextStop(operations, from) {
  const isStop = (/** @type {Operation} */ { kind }) => ['h', 'loss', 'gradient', 'update'].includes(kind);
  const next = operations.findIndex((operation, i) => i > from && isStop(operation));
  return next < 0 ? operations.length - 1 : next;
}

/**
 * Whether something is known by then; all of it is where nobody walks.
 * @param {Operation[]} operations @param {number | null} now
 */
export function knownBy(operations, now) {
  return (/** @type {Kind} */ kind, /** @type {number} */ level) => {
    if (now === null) return true;
    const place = operations.findIndex((other) => other.kind === kind && other.level === level);
    return place >= 0 && place <= now;
  };
}

/** @param {number} level @param {number} last the level of the outputs */
export const layerInWords = (level, last) => (level === last ? 'the outputs' : `layer ${level}`);

/** What it is called on the scrubber. @param {Operation} operation @param {number} last the level of the outputs */
export function operationName({ kind, level }, last) {
  const where = layerInWords(level, last);
  switch (kind) {
    case 'input':
      return 'Inputs x';
    case 'z':
      return `Total inputs z of ${where}`;
    case 'h':
      return level === last ? 'Outputs y' : `Outputs h of ${where}`;
    case 'loss':
      return 'Loss E';
    case 'dh':
      return `∂E/∂h of ${where}`;
    case 'delta':
      return `δ of ${where}`;
    case 'gradient':
      return `∂E/∂w of ${where}`;
    case 'update':
      return 'Update of all weights';
  }
}
