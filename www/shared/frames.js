// @ts-check
// Much to draw at once is drawn over some frames, so that none becomes long.

/**
 * @param {import('./scope.js').Scope} scope with which it ends
 * @returns {(parts: (() => void)[]) => void} draws the first part now and one more in each frame; asked anew, it begins anew
 */
export function inFrames(scope) {
  let rest = () => {};
  const draw = (/** @type {(() => void)[]} */ [part, ...others]) => {
    part();
    if (others.length > 0) rest = scope.inFrame(() => draw(others));
  };
  return (parts) => {
    rest();
    draw(parts);
  };
}
