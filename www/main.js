// @ts-check
// The page: loads the core, shows one lab at a time, and tells in a sentence when something is wrong.

import './style.css';
import './embed.css';
import { render } from 'lit';
import { refuseDrops } from './drops.js';
import { labs } from './labs.js';
import * as core from './pkg/gradual.js';
import init, { randomSeed } from './pkg/gradual.js';
import wasm from './pkg/gradual_bg.wasm?url';
import { keepFocus } from './shared/keep-focus.js';
import { fetched, imported, LoadFailure } from './shared/loading.js';
import { notice } from './shared/notice.js';
import { painted } from './shared/painted.js';
import { isRestHere, rest, restOfCore } from './shared/rest.js';
import { tabAsSeen } from './shared/tab-as-seen.js';
import { nextTask } from './shared/tasks.js';
import { startTheme } from './shared/theme.js';
import './shared/translated.js';
import { createTabs } from './tabs.js';

/** @typedef {import('./labs.js').Lab} Lab */
/** @typedef {import('./labs.js').LabEntry} LabEntry */

/** The labs that have been opened, by name. @type {Record<string, Lab>} */
const opened = {};

/** Labs from the moment they are first asked for, so that none is made twice. @type {Record<string, Promise<Lab>>} */
const opening = {};

/** @param {string} place */
const find = (place) => /** @type {HTMLElement} */ (document.querySelector(place));

/** @param {string} message @param {() => void} [retry] */
function say(message, retry) {
  stopWaiting();
  const place = find('#notice');
  render(notice(message, { retry, dismiss: () => render('', place) }), place);
}

/** What was said while nothing was there yet. */
function stopWaiting() {
  document.querySelector('#waiting')?.remove();
}

function hasCore() {
  return 'WebAssembly' in globalThis;
}

/** A trap in the core leaves it unusable: the page says so instead of standing still. @param {unknown} error */
function sayBroken(error) {
  if (!hasCore() || !(error instanceof WebAssembly.RuntimeError)) return;
  for (const lab of Object.values(opened)) lab.hide();
  say('Something broke inside the engine, so training has stopped. Trying again reloads the page.', () =>
    location.reload(),
  );
}

/** What did not come is told; any other error is ours, and goes on to the console. @param {unknown} error */
function sayUnavailable(error) {
  if (!(error instanceof LoadFailure)) throw error;
  say('This part of the page could not be loaded. Check the connection and try again.', () => location.reload());
}

/**
 * Makes a lab in an element of its own: several may stand on one page.
 * @param {string} name @param {HTMLElement} element @param {{ seed?: number, state?: import('./labs.js').LabState }} [options]
 */
async function createLab(name, element, { seed = randomSeed(), state } = {}) {
  const entry = labs.find((lab) => lab.name === name);
  if (!entry) throw new Error(`There is no lab of the name ${name}.`);
  const [{ createLab }] = await Promise.all([entry.load(), state && restOfCore()]);
  await nextTask();
  return createLab(element, { seed, state });
}

/** @param {LabEntry} entry @param {HTMLElement} panel */
async function open({ name }, panel) {
  for (const other of labs) if (other.name !== name) opened[other.name]?.hide();
  const isNew = !(name in opening);
  opening[name] ??= createLab(name, panel);
  const lab = await opening[name];
  stopWaiting();
  opened[name] = lab;
  if (!panel.hidden && !isNew) lab.show(); // a new one has just been drawn
  await lab.complete?.();
}

/** @returns {Promise<boolean>} whether the core is there */
async function loadCore() {
  const reload = () => location.reload();
  if (!hasCore()) {
    say('WebAssembly is switched off in this browser, as in Lockdown Mode; Gradual needs it to train.', reload);
    return false;
  }
  try {
    await init({ module_or_path: fetched(wasm) });
    return true;
  } catch (error) {
    if (error instanceof LoadFailure && self.origin === 'null')
      say('This page stands in a sandboxed frame, which must say allow-same-origin for it to load its engine.');
    else if (error instanceof LoadFailure)
      say('The engine could not be loaded. Check the connection and try again.', reload);
    else if (error instanceof WebAssembly.CompileError && /unsafe-eval|Security Policy/.test(error.message))
      say(
        "The host's Content-Security-Policy forbids WebAssembly: its script-src must say 'wasm-unsafe-eval'.",
        reload,
      );
    else if (error instanceof WebAssembly.CompileError)
      say(
        'This browser is too old for Gradual: it needs WebAssembly with SIMD (Chrome 91, Firefox 89, Safari 16.4 or later).',
        reload,
      );
    else throw error;
    return false;
  }
}

/** "?embed=1" leaves out the header, "?hide=data,settings,progress,inside,sections" these parts, for whom it stands in a page of theirs. */
function leaveOut() {
  const wanted = new URLSearchParams(location.search);
  const { classList, dataset } = document.documentElement;
  classList.toggle('embed', wanted.has('embed') || wanted.has('hide'));
  if (wanted.has('embed')) dataset.embed = '';
  dataset.hide = (wanted.get('hide') ?? '').replaceAll(',', ' ');
}

/** What comes when the page is there, and has time. @param {import('./share/page.js').There} there */
async function keepWatch(there) {
  await painted();
  const { watch } = await imported(import('./share/watch.js'));
  await watch(there, opened);
}

/** What the visitor made and nothing keeps is not left without a question. @param {BeforeUnloadEvent} event */
function ask(event) {
  if (Object.values(opened).some((lab) => lab.hasOwn?.())) event.preventDefault();
}

/** Comes when the first lab is complete. */
async function start() {
  find('#waiting span').remove();
  leaveOut();
  startTheme(find('#theme'));
  refuseDrops();
  keepFocus();
  tabAsSeen();
  addEventListener('beforeunload', ask);
  addEventListener('error', ({ error }) => sayBroken(error));
  addEventListener('unhandledrejection', ({ reason }) => sayBroken(reason));
  const core = loadCore();
  /** @type {Promise<void>[]} */
  const shown = [];
  const tabs = createTabs(labs, { tablist: find('[role="tablist"]'), main: find('main') }, (lab, panel) => {
    shown.push(core.then((isThere) => (isThere ? open(lab, panel).catch(sayUnavailable) : undefined)));
  });
  await shown[0];
  const there = {
    inSight: () => opening[tabs.chosen.name],
    open: async (/** @type {string} */ name) => {
      tabs.show(labs.find((lab) => lab.name === name));
      await Promise.all(shown);
      return opening[name];
    },
    say,
  };
  /** What comes with links, or is taken along, is loaded then. @param {'openRun' | 'openLink' | 'take'} what @param {any} [event] */
  const sharing = (what, event) =>
    imported(import('./share/page.js'))
      .then((page) => page[what](there, event))
      .catch(sayUnavailable);
  const openLink = () => /^#g\d/.test(location.hash) && sharing('openLink');
  addEventListener('open-run', (event) => sharing('openRun', event));
  addEventListener('hashchange', openLink);
  for (const button of document.querySelectorAll('.take'))
    button.addEventListener('click', () => sharing('take', button.textContent));
  await openLink();
  await keepWatch(there).catch(() => {}); // without it, the page works all the same
}

Object.assign(window, {
  gradual: {
    ready: start(),
    labs: opened,
    createLab,
    /** Its classes, with those of the rest once that is there. */
    get core() {
      return { ...core, ...(isRestHere() ? rest() : {}) };
    },
  },
});
