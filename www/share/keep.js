// @ts-check
// Runs are kept on this device while they go on, and offered after a reload or a crash. Every tab has its own.

import { html, render } from 'lit';
import { filesOfCore } from '../shared/files.js';
import { sentenceOf } from '../shared/sentence.js';
import { all, forget, put } from './kept-runs.js';
import { openSession } from './opening.js';

/** @typedef {import('../labs.js').Lab} Lab */
/** @typedef {import('./kept-runs.js').Kept} Kept */
/** @typedef {import('./page.js').There} There */

/** Milliseconds from one time to the next, and the bytes of the largest run that is kept. */
const [EVERY, MOST] = [10_000, 64 << 20];

/** @param {There} there @param {Record<string, Lab>} opened the labs that have been opened */
export async function keep(there, opened) {
  if (/** @type {any} */ (navigator).connection?.saveData || !navigator.locks) return;
  const tab = await tabOfItsOwn();
  await offer(there, tab, opened);
  const keeping = createKeeping(tab, opened);
  setInterval(keeping, EVERY);
  document.addEventListener('visibilitychange', () => document.hidden && keeping());
}

/** A name that no other tab has; a tab that is loaded again has the same. */
async function tabOfItsOwn() {
  const before = sessionStorage.getItem('gradual tab');
  const tab = before && (await hold(before)) ? before : crypto.randomUUID();
  if (tab !== before) await hold(tab);
  sessionStorage.setItem('gradual tab', tab);
  return tab;
}

/** Holds a name for as long as this page lives; false where another tab does. @param {string} tab @returns {Promise<boolean>} */
function hold(tab) {
  return new Promise((done) => {
    navigator.locks.request(lockOf(tab), { ifAvailable: true }, (lock) => {
      done(lock !== null);
      return lock ? new Promise(() => {}) : undefined;
    });
  });
}

const lockOf = (/** @type {string} */ tab) => `gradual tab ${tab}`;

/** The newest run of a tab that is no more. @param {string} own @returns {Promise<Kept | undefined>} */
async function left(own) {
  const { held = [] } = await navigator.locks.query();
  const alive = new Set(held.map(({ name }) => name));
  return (await all()).find(({ tab }) => tab === own || !alive.has(lockOf(tab)));
}

/** Says that there is a run that one could go on with, until it is taken, forgotten, or something is learned here. @param {There} there @param {string} own @param {Record<string, Lab>} opened */
async function offer(there, own, opened) {
  const run = await left(own);
  if (!run || hasLearned(opened)) return;
  const place = Object.assign(document.createElement('div'), { id: 'kept' });
  document.querySelector('#update')?.after(place);
  const close = () => place.remove();
  const take = async () => {
    close();
    try {
      await openSession(there, run.session);
    } catch (error) {
      there.say(sentenceOf(error));
    }
  };
  const drop = () => {
    close();
    forget(run.tab);
  };
  render(
    html`<div class="notice news" role="status">
      <p>Your last run in the ${run.lab === 'digits' ? 'Digits' : 'Points'} lab, ${when(run.time)}, is kept on this device.</p>
      <button type="button" @click=${take}>Go on with it</button>
      <button type="button" class="quiet" @click=${drop}>Forget it</button>
    </div>`,
    place,
  );
  const waiting = setInterval(() => {
    if (place.isConnected && !hasLearned(opened)) return;
    clearInterval(waiting);
    close();
  }, 1000);
}

/** @param {number} time */
function when(time) {
  const date = new Date(time);
  const today = date.toDateString() === new Date().toDateString();
  return today
    ? date.toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit', hour12: false })
    : date.toLocaleDateString('en');
}

/** @param {Record<string, Lab>} opened */
const hasLearned = (opened) => Object.values(opened).some((lab) => iterationOf(lab) > 0);

/** @param {Lab} lab */
const iterationOf = ({ race }) => Math.max(0, ...(race?.report().models ?? []).map(({ iteration }) => iteration));

/** What keeps those labs that have gone on since. @param {string} tab @param {Record<string, Lab>} opened */
function createKeeping(tab, opened) {
  /** What was kept of each lab, in words. @type {Map<Lab, string>} */
  const before = new Map();
  /** How often each lab was kept. @type {Map<Lab, number>} */
  const times = new Map();

  /** @param {Lab} lab */
  async function keepOne(lab) {
    const iteration = iterationOf(lab);
    const state = JSON.stringify(lab.state);
    const now = `${iteration} ${state}`;
    if (iteration === 0 || !lab.state?.recipe || before.get(lab) === now) return;
    before.set(lab, now);
    const { Files } = await filesOfCore();
    const session = Files.lightSession(lab.race, state);
    const generation = times.get(lab) ?? 0;
    times.set(lab, generation + 1);
    if (session.length <= MOST) await put({ tab, lab: lab.state.lab, session, generation });
  }

  return () =>
    Promise.all(Object.values(opened).map(keepOne)).catch((reason) => console.info('The run was not kept:', reason));
}
