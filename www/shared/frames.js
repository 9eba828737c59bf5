// @ts-check
// Much to draw at once is drawn over some frames, so that none becomes long.

/** @returns {(parts: (() => void)[]) => void} draws the first part now and one more in each frame; asked anew, it begins anew */
export function inFrames() {
  let next = 0;
  const draw = (/** @type {(() => void)[]} */ [part, ...rest]) => {
    part();
    if (rest.length > 0) next = requestAnimationFrame(() => draw(rest));
  };
  return (parts) => {
    cancelAnimationFrame(next);
    draw(parts);
  };
}
