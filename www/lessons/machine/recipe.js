// @ts-check
// What is run in a lesson about Boltzmann machines, as its file has it.
//
// {
//   "data": { "kind": "bars", "side": 2 }        or { "kind": "digits", "count": 10000 }
//   "models": [{ "name": "CD-1", "hidden": 100, … }],   a machine each, with all settings of the core's RbmConfig
//   "seed": 1,
//   "passes": 10,                                epochs after which they rest
//   "speed": 5,                                  batches a frame; without, as many as fit
//   "parameters": [ … ],                         W, b and c with which each begins; without, or null, they are drawn
//   "dreams": { "from": "noise", "steps": 1000 } or from digits: where chains begin, and after how many steps they rest
//   "repair": { "lost": "lower" }                or left: the half of ten digits that is lost
//   "duel": { "bouts": [{ "labels": 100, "epochs": 60 }], "seeds": 3 }   fought with the first model's machines
// }

/** @typedef {import('../../pkg/gradual.js').RbmConfig & { name: string }} MachineModel */
/** @typedef {{ kind: 'bars', side: number } | { kind: 'digits', count: number }} MachineData */
/** @typedef {'noise' | 'digits'} Begin */
/** @typedef {'left' | 'lower'} Lost */
/**
 * @typedef {object} MachineRecipe
 * @property {MachineData} data
 * @property {MachineModel[]} models
 * @property {number} seed
 * @property {number} passes
 * @property {number} [speed]
 * @property {number[] | null} [parameters]
 * @property {{ from: Begin, steps: number }} [dreams]
 * @property {{ lost: Lost }} [repair]
 * @property {{ bouts: import('../../pkg/gradual.js').BoutConfig[], seeds: number }} [duel]
 */

/** What is wrong with one, as far as the core does not say it. @param {any} recipe @returns {string | undefined} */
export function problemOfRecipe({ data, models, seed, passes, parameters, dreams, repair, duel }) {
  const isBars = data?.kind === 'bars' && data.side === 2;
  if (!isBars && !(data?.kind === 'digits' && data.count > 0))
    return 'its "data" must be bars with a side of 2, or digits with a count';
  if (!Array.isArray(models) || models.length === 0 || !models.every((model) => typeof model?.name === 'string'))
    return 'its "models" must be machines, each with a name';
  if (!Number.isInteger(seed)) return 'its "seed" must be a whole number';
  if (!(passes >= 0)) return 'its "passes" must say after how many epochs the machines rest';
  if (parameters && !(Array.isArray(parameters) && parameters.every(Number.isFinite)))
    return 'its "parameters" must be numbers';
  if (dreams && !(['noise', 'digits'].includes(dreams.from) && dreams.steps > 0))
    return 'its "dreams" need "from", noise or digits, and "steps"';
  if (repair && !['left', 'lower'].includes(repair.lost)) return 'what its "repair" has lost must be left or lower';
  if (duel && !(Array.isArray(duel.bouts) && duel.seeds > 0)) return 'its "duel" needs "bouts" and "seeds"';
}

/** Whether two recipes train the same machines. @param {MachineRecipe} one @param {MachineRecipe} other */
export function trainAlike(one, other) {
  const trained = (/** @type {MachineRecipe} */ { data, models, seed, passes, parameters }) =>
    JSON.stringify([data, models, seed, passes, parameters]);
  return trained(one) === trained(other);
}
