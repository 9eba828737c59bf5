// @ts-check
// What stands below the filters of a machine: curves, histograms, dreams, repair, and what is made of several machines.

import { render } from 'lit';
import { createCompare } from './compare.js';
import { createDuel } from './duel.js';
import { createFantasies } from './fantasies.js';
import { histograms } from './histograms.js';
import { createLikelihood } from './likelihood.js';
import { createMeasures } from './measures.js';
import { createPatterns } from './patterns.js';
import { createRepair } from './repair.js';
import { createStack } from './stack.js';

/**
 * @param {(name: string) => HTMLElement} place of each part
 * @param {{ machine: import('./machine.js').Machine, lab: import('../sections.js').DigitsView, own: import('../../shared/section.js').Own }} shown
 */
export function createBelow(place, { machine, lab, own }) {
  const { scope } = own;
  const { settings } = machine;
  const image = () => (settings.inverted ? null : lab.image());
  const forOwn = { ...own, image, say: lab.say };
  const measures = createMeasures(place('measures'), machine, forOwn);
  createLikelihood(place('likelihood'), machine, forOwn);
  createFantasies(place('fantasies'), machine, forOwn);
  const isBars = settings.data === 'bars';
  const hasPatterns = isBars && settings.config.units !== 'gaussian';
  const patterns = hasPatterns ? createPatterns(place('patterns'), machine, forOwn) : null;
  const repair = createRepair(place('repair'), machine, { ...forOwn, onChange: () => compare?.draw() });
  const forCompare = { ...forOwn, race: lab.race, damaged: repair.damaged };
  const compare = isBars ? null : createCompare(place('compare'), machine, forCompare);
  const stack = isBars ? null : createStack(place('stack'), lab, { scope, config: () => machine.settings.config });
  if (!isBars) createDuel(place('duel'), lab, { scope });

  function draw() {
    measures.draw();
    patterns?.draw();
    render(histograms(machine), place('histograms'));
  }

  draw();
  return {
    draw,
    /** It may be looked at in another way. */
    changed: measures.changed,
    /** Another drawing is on the pad. */
    drawn() {
      for (const view of [repair, compare, stack]) view?.draw();
    },
  };
}
