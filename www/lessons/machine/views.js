// @ts-check
// What a lesson about machines can show. One more is a file of its own, an entry here, and its name in `format.js`.

import { createDreams } from './views/dreams.js';
import { createDuel } from './views/duel.js';
import { createFilters } from './views/filters.js';
import { createRepair } from './views/repair.js';
import { createState } from './views/state.js';
import { createStates } from './views/states.js';
import { createWeight } from './views/weight.js';

/** `draw`: shows everything anew. @typedef {{ scope: import('../../shared/scope.js').Scope, draw: () => void }} Own */
/** @typedef {(element: HTMLElement, run: import('./run.js').MachineRun, own: Own) => { draw: () => void }} CreateView */

/** `isOf`: whether a recipe has what it shows; without, each has. @type {Record<string, { title: string, create: CreateView, isOf?: (recipe: import('./recipe.js').MachineRecipe) => boolean }>} */
export const views = {
  state: { title: 'One state', create: createState },
  states: { title: 'All pictures', create: createStates },
  weight: { title: 'One weight', create: createWeight },
  filters: { title: 'Filters', create: createFilters },
  dreams: { title: 'What they dream', create: createDreams, isOf: ({ dreams }) => Boolean(dreams) },
  repair: { title: 'Repair', create: createRepair, isOf: ({ repair }) => Boolean(repair) },
  duel: { title: 'With and without pre-training', create: createDuel, isOf: ({ duel }) => Boolean(duel) },
};
