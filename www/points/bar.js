// @ts-check
// The bar that runs the lab.

import { render } from 'lit';
import { randomSeed, Stopping } from '../pkg/gradual.js';
import { createProgress, speedOf, trainBar } from '../shared/trainbar.js';

/** @typedef {import('../shared/clock.js').Speed} Speed */

const FIRST_SPEED = 10;

/** @type {import('./section.js').Entry} */
export const bar = {
  name: 'bar',
  place: '.bar-place',
  first: { speed: FIRST_SPEED },
  create(element, lab, { slice }) {
    const progress = createProgress('held out');
    /** Models that a rule has stopped go on if no other does. @param {(race: import('../pkg/gradual.js').Race) => void} step */
    const stepping = (step) =>
      lab.attempt((race) => {
        Stopping.wake(race);
        step(race);
      });
    const actions = {
      toggle() {
        Stopping.wake(lab.race());
        lab.clock.toggle();
      },
      step: () => stepping((race) => race.step(1)),
      stepEpoch: () => stepping((race) => race.stepEpoch()),
      restart: () => lab.attempt((race) => race.restart()),
      newWeights: (chosen = randomSeed()) => lab.attempt((race) => race.newWeights(chosen)),
      setSpeed: (/** @type {Speed} */ speed) => slice.set({ speed }),
    };
    function draw() {
      const { running, speed } = lab.clock;
      const { seed } = lab.race();
      render(trainBar({ running, speed, seed, progress: progress(lab.report(), running) }, actions), element);
    }
    return {
      changed() {
        lab.clock.speed = speedOf(slice.value.speed, FIRST_SPEED);
        draw();
      },
      scored: draw,
    };
  },
};
