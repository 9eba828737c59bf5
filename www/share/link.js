// @ts-check
// A state of a lab as a link: "g1.<length>.<settings>.<weights>.<checksum>". Settings are deflated JSON; weights
// are the f32, little-endian, of all models, or nothing; both are base64url. Length and checksum are those of what lies between.

import { Recipes } from '../pkg/gradual_rest.js';
import { Refusal } from '../shared/refusal.js';
import { deflated, fromBase64, inflated, toBase64 } from './packing.js';

/** @typedef {import('../shared/view-state.js').LabState} LabState */
/** What a link holds; `problem` says what of it is lost. @typedef {{ state: LabState, weights: Float32Array | null, problem: string | null }} Linked */

/** The version that is written. A reader of every older one stays. */
const VERSION = 'g1';

/** Characters of the longest link that is looked at. */
const MOST = 1 << 20;

const sum = (/** @type {string} */ body) => Recipes.checksum(body).toString(16).padStart(8, '0');

/** @param {LabState} state @param {Float32Array | null} weights @returns {Promise<string>} without its "#" */
export async function written(state, weights) {
  const settings = toBase64(await deflated(new TextEncoder().encode(JSON.stringify(state))));
  const body = `${settings}.${weights ? toBase64(new Uint8Array(weights.buffer)) : ''}`;
  return `${VERSION}.${body.length}.${body}.${sum(body)}`;
}

/** Refuses, in a sentence, what cannot be opened. @param {string} text without its "#" @returns {Promise<Linked>} */
export async function read(text) {
  if (text.length > MOST) throw new Refusal(`This link has ${text.length} characters, and ${MOST} are the most.`);
  const [version, length, settings = '', weights, checksum] = text.split('.');
  if (version !== VERSION)
    throw new Refusal(
      `This link is of version ${version.slice(1)}, and this page reads version 1. A newer version of the page may read it.`,
    );
  const body = `${settings}.${weights}`;
  const problem = body.length === Number(length) && checksum === sum(body) ? null : damage(text, Number(length));
  if (problem && weights === undefined) throw new Refusal(`${problem} Ask for it again.`);
  try {
    return { state: await stateIn(settings), weights: weights && !problem ? weightsIn(weights) : null, problem };
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

/** @param {string} weights */
const weightsIn = (weights) => new Float32Array(fromBase64(weights).buffer);
