// @ts-check
// The address follows what is on the page: it is a link to it, of settings alone.

import { restOfCore } from '../shared/rest.js';

/** @typedef {import('../labs.js').Lab} Lab */

/** Milliseconds from one look to the next. */
const EVERY = 1000;

/** Characters of the longest address that is written by itself. */
const MOST = 8000;

/** Labs by the links that were written for them. @type {Map<string, string>} */
const written = new Map();

/** The lab that a link was written for here. @param {string} link without its "#" */
export const labOf = (link) => written.get(link);

/** @param {() => Promise<Lab> | undefined} inSight the lab that is shown */
export function follow(inSight) {
  /** What each lab was when it was last looked at, as JSON. @type {Map<Lab, string>} */
  const before = new Map();

  async function look() {
    const lab = document.hidden ? undefined : await inSight();
    if (!lab?.state) return;
    const state = JSON.stringify(lab.state);
    const known = before.get(lab);
    before.set(lab, state);
    if (known === undefined || known === state) return;
    const address = await addressOf(lab.state);
    if (address.length > MOST || (await inSight()) !== lab) return; // another lab is shown by now
    written.set(address, lab.state.lab);
    history.replaceState(null, '', `#${address}`);
  }

  const lookAgain = () => look().catch(() => {}); // a lab that is just being made is looked at the next time
  setInterval(lookAgain, EVERY);
  return lookAgain();
}

/** @param {import('../labs.js').LabState} state @returns {Promise<string>} */
async function addressOf(state) {
  const [link] = await Promise.all([import('./link.js'), restOfCore()]);
  return link.written(state, null);
}
