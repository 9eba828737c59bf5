// @ts-check
// A state of a lab as a link: "g1.<length>.<settings>.<run>.<checksum>". Settings are deflated JSON. The run is deflated, too,
// behind a "~", or nothing; older links have the f32 weights of all models there, little-endian. All is base64url. Length and
// checksum are those of what lies between.

import { Recipes, Weights } from '../pkg/gradual_rest.js';
import { filesOfCore } from '../shared/files.js';
import { Refusal } from '../shared/refusal.js';
import { deflated, fromBase64, inflated, toBase64 } from './packing.js';

/** @typedef {import('../shared/view-state.js').LabState} LabState */
/** @typedef {(race: import('../pkg/gradual.js').Race) => void} GoOn */
/** What a link holds: `goOn` has a race go on with its run; `problem` says what of it is lost. @typedef {{ state: LabState, goOn: GoOn | undefined, problem: string | null }} Linked */

/** The version that is written. A reader of every older one stays. */
const VERSION = 'g1';

/** What a run begins with, and weights do not. */
const RUN = '~';

/** Characters of the longest link that is looked at. */
const MOST = 1 << 20;

const sum = (/** @type {string} */ body) => Recipes.checksum(body).toString(16).padStart(8, '0');

/** @param {LabState} state @param {Uint8Array | null} run @returns {Promise<string>} without its "#" */
export async function written(state, run) {
  const settings = toBase64(await deflated(new TextEncoder().encode(JSON.stringify(state))));
  const body = `${settings}.${run ? RUN + toBase64(await deflated(run)) : ''}`;
  return `${VERSION}.${body.length}.${body}.${sum(body)}`;
}

/** Refuses, in a sentence, what cannot be opened. @param {string} text without its "#" @returns {Promise<Linked>} */
export async function read(text) {
  if (text.length > MOST) throw new Refusal(`This link has ${text.length} characters, and ${MOST} are the most.`);
  const [version, length, settings = '', run, checksum] = text.split('.');
  if (version !== VERSION)
    throw new Refusal(
      `This link is of version ${version.slice(1)}, and this page reads version 1. A newer version of the page may read it.`,
    );
  const body = `${settings}.${run}`;
  const problem = body.length === Number(length) && checksum === sum(body) ? null : damage(text, Number(length));
  if (problem && run === undefined) throw new Refusal(`${problem} Ask for it again.`);
  try {
    return { state: await stateIn(settings), goOn: run && !problem ? await runIn(run) : undefined, problem };
  } catch {
    throw new Refusal(`${problem ?? 'This link holds no state of a lab.'} Ask for it again.`);
  }
}

/** @param {string} text @param {number} length */
function damage(text, length) {
  const whole = `${VERSION}.${length}.`.length + length + '.00000000'.length;
  return text.length < whole
    ? `This link was cut: ${text.length} of its ${whole} characters are left.`
    : 'This link was altered on its way.';
}

/** @param {string} settings @returns {Promise<LabState>} */
async function stateIn(settings) {
  return JSON.parse(new TextDecoder().decode(await inflated(fromBase64(settings))));
}

/** @param {string} run @returns {Promise<GoOn>} */
async function runIn(run) {
  if (!run.startsWith(RUN)) {
    const weights = new Float32Array(fromBase64(run).buffer);
    return (race) => Weights.startFrom(race, weights);
  }
  const bytes = await inflated(fromBase64(run.slice(RUN.length)));
  const { Files } = await filesOfCore();
  return (race) => Files.openRun(race, bytes);
}
