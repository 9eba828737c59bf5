// @ts-check
// States come to the page by links and from worked examples, and leave it by Share.

import { filesOfCore } from '../shared/files.js';
import { imported } from '../shared/loading.js';
import { Refusal } from '../shared/refusal.js';
import { restOfCore } from '../shared/rest.js';
import { sentenceOf } from '../shared/sentence.js';
import { labOf } from './address.js';

/** @typedef {import('../labs.js').Lab} Lab */
/** @typedef {import('../labs.js').LabState} LabState */
/**
 * What of the page it needs.
 * @typedef {object} There
 * @property {(name: string) => Promise<Lab | undefined>} open shows the tab of a lab, which is complete then
 * @property {() => Promise<Lab> | undefined} inSight the lab that is shown
 * @property {(message: string) => void} say
 */

/**
 * Changes the state of a lab, whose tab comes to the front.
 * @param {There} there @param {string} name @param {(state: LabState) => LabState} change @param {import('./link.js').GoOn} [goOn] has its race go on with a run
 */
export async function put({ open }, name, change, goOn) {
  const lab = await open(name);
  if (!lab?.state) throw new Refusal('It is the state of a lab that this page does not have.');
  lab.apply?.(change(lab.state), goOn);
}

/** A run that is asked for somewhere on the page. @param {There} there @param {Event} event */
export function openRun(there, event) {
  const { lab, change } = /** @type {CustomEvent} */ (event).detail;
  location.hash = lab;
  return put(there, lab, change);
}

/** Opens the link that the address is; one that was written here only leads back to its lab. @param {There} there */
export async function openLink(there) {
  const lab = labOf(location.hash.slice(1));
  if (lab) return void there.open(lab);
  const [{ read }] = await Promise.all([imported(import('./link.js')), restOfCore()]);
  try {
    const { state, goOn, problem } = await read(location.hash.slice(1));
    await put(there, state.lab, () => state, goOn);
    if (problem) there.say(`${problem} Its settings are opened, without the trained weights.`);
  } catch (error) {
    there.say(sentenceOf(error));
  }
}

/** Offers to take away what is in the lab in sight, or to bring something back. @param {There} there @param {string} name of the dialog, as on its button */
export async function take(there, name) {
  const [dialog, lab] = await Promise.all([imported(import('./dialog.js')), there.inSight(), filesOfCore()]);
  const needsRun = name === 'Save session' || name === 'Export';
  if (lab && needsRun && !(lab.inner ?? lab).race)
    there.say('There is no run here yet that could be taken along: open a lab, or a lesson that runs in one.');
  else if (lab) await dialog.show(there, lab, name);
}
