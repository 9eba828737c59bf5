// @ts-check
// Points that glide to where they are sent.

/** Milliseconds after which a third of the way is left. */
const TIME = 180;

/** Pixels from its target at which a point is there. */
const NEAR = 0.25;

/** Whether those who look at it want nothing to glide. */
const reduced = matchMedia('(prefers-reduced-motion: reduce)');

export function createMotion() {
  /** @type {Float32Array} */
  let places = new Float32Array(0);
  let targets = places;
  return {
    /** Where the points are now, x and y of one after the other. */
    get places() {
      return places;
    },
    /** Sends the points there; others than before are there at once. @param {Float32Array} next @param {boolean} [atOnce] */
    send(next, atOnce = false) {
      if (atOnce || reduced.matches || next.length !== places.length) places = next.slice();
      targets = next;
    },
    /** Moves on; true when some have moved. @param {number} milliseconds since the last time */
    move(milliseconds) {
      const share = 1 - Math.exp(-milliseconds / TIME);
      let moved = false;
      for (let i = 0; i < places.length; i++) {
        const left = targets[i] - places[i];
        moved ||= left !== 0;
        places[i] = Math.abs(left) < NEAR ? targets[i] : places[i] + share * left;
      }
      return moved;
    },
  };
}
