// @ts-check
// Small pictures of the point sets, drawn from the sets themselves.

import { Race } from '../../pkg/gradual.js';
import { css, diverging, palette } from '../../shared/colour.js';
import { inFrames } from '../../shared/frames.js';
import { mark } from '../../views/marks.js';

/** @typedef {import('../../pkg/gradual.js').PointSet} PointSet */

const SIZE = 44;

/** Each is drawn in a frame of its own. @param {import('../../shared/scope.js').Scope} scope @returns {(set: PointSet) => HTMLCanvasElement} always the same canvas for a set */
export function createThumbnails(scope) {
  /** @type {Map<PointSet, HTMLCanvasElement>} */
  const made = new Map();
  const paintInFrames = inFrames(scope);
  const paintAll = () =>
    paintInFrames(
      Array.from(
        made,
        ([set, canvas]) =>
          () =>
            paint(canvas, set),
      ),
    );
  scope.onTheme(paintAll);
  let takeBack = () => {};
  return (set) => {
    const canvas = made.get(set) ?? document.createElement('canvas');
    if (!made.has(set)) {
      canvas.width = canvas.height = 2 * SIZE;
      canvas.ariaHidden = 'true';
      made.set(set, canvas);
      takeBack();
      takeBack = scope.inFrame(paintAll);
    }
    return canvas;
  };
}

/** @param {HTMLCanvasElement} canvas @param {PointSet} set */
function paint(canvas, set) {
  const race = Race.ofSet({ set, count: 90, noise: 0, heldOut: 0, seed: 4 }, [], 0);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  context.clearRect(0, 0, canvas.width, canvas.height);
  const labels = race.labels().slice();
  const [inputs, targets] = [race.inputs(), race.targets()];
  const place = (/** @type {number} */ v) => canvas.width * (0.5 + v / 5.4);
  const isCurve = set === 'curve';
  for (let i = 0; i < race.count; i++) {
    context.beginPath();
    mark(context, labels[i] ?? 0, place(inputs[2 * i]), place(isCurve ? -targets[i] : -inputs[2 * i + 1]), 3.2);
    context.fillStyle = css(i < labels.length ? palette().classes[labels[i]] : diverging(targets[i]));
    context.fill();
  }
  race.free();
}
