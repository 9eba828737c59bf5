// @ts-check
// The page: loads the core, shows one lab at a time, and tells in a sentence when something is wrong.

import './style.css';
import { render } from 'lit';
import init, { randomSeed } from './pkg/gradual.js';
import wasm from './pkg/gradual_bg.wasm?url';
import { notice } from './shared/notice.js';
import { restOfCore } from './shared/rest.js';
import { startTheme } from './shared/theme.js';

/**
 * @typedef {object} Lab
 * @property {import('./pkg/gradual.js').Race | null} race
 * @property {() => void} show
 * @property {() => void} hide
 * @property {() => Promise<void>} [complete] brings what need not be there for the first paint
 */
/** @typedef {'points' | 'digits'} LabName */

/** @type {LabName[]} */
const names = ['points', 'digits'];

const loaders = {
  points: () => import('./points/lab.js'),
  digits: async () => {
    const [lab] = await Promise.all([import('./digits/lab.js'), restOfCore()]);
    return lab;
  },
};

/** @type {Partial<Record<LabName, Lab>>} */
const labs = {};

/** Labs from the moment they are first asked for, so that none is made twice. @type {Partial<Record<LabName, Promise<Lab>>>} */
const opening = {};

const noticeElement = /** @type {HTMLElement} */ (document.getElementById('notice'));

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @param {string} message @param {() => void} [retry] */
function say(message, retry) {
  render(notice(message, { retry, dismiss: () => render('', noticeElement) }), noticeElement);
}

/** A trap in the core leaves it unusable: the page says so instead of standing still. @param {unknown} error */
function sayBroken(error) {
  if (error instanceof WebAssembly.RuntimeError) {
    for (const lab of Object.values(labs)) lab.hide();
    say('Something broke inside the engine, so training has stopped. Trying again reloads the page.', () =>
      location.reload(),
    );
  }
}

/** @param {LabName} name */
async function show(name) {
  for (const other of names) {
    const chosen = other === name;
    const tab = byId(`tab-${other}`);
    tab.ariaSelected = String(chosen);
    tab.tabIndex = chosen ? 0 : -1;
    byId(other).hidden = !chosen;
    if (!chosen) labs[other]?.hide();
  }
  opening[name] ??= loaders[name]().then(({ createLab }) => createLab(byId(name), { seed: randomSeed() }));
  labs[name] = await opening[name];
  if (!byId(name).hidden) labs[name]?.show();
  await labs[name]?.complete?.();
}

/** @returns {LabName} */
function named() {
  return names.find((name) => `#${name}` === location.hash) ?? 'points';
}

function startTabs() {
  for (const name of names) byId(`tab-${name}`).addEventListener('click', () => choose(name));
  byId('tab-points').parentElement?.addEventListener('keydown', ({ key }) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (step) choose(names[(names.indexOf(named()) + step + names.length) % names.length], true);
  });
}

/** @param {LabName} name @param {boolean} [focus] */
function choose(name, focus = false) {
  location.hash = name;
  if (focus) byId(`tab-${name}`).focus();
}

function sayUnavailable() {
  say('This part of the page could not be loaded. Check the connection and try again.', () => location.reload());
}

async function start() {
  startTheme(byId('theme'));
  addEventListener('error', ({ error }) => sayBroken(error));
  addEventListener('unhandledrejection', ({ reason }) => sayBroken(reason));
  startTabs();
  try {
    await init({ module_or_path: wasm });
  } catch (error) {
    const old = error instanceof WebAssembly.CompileError;
    const remedy = old
      ? 'This browser is too old for Gradual: it needs WebAssembly with SIMD (Chrome 91, Firefox 89, Safari 16.4 or later).'
      : 'The engine could not be loaded. Check the connection and try again.';
    return say(remedy, () => location.reload());
  }
  addEventListener('hashchange', () => show(named()).catch(sayUnavailable));
  await show(named()).catch(sayUnavailable);
}

Object.assign(window, { gradual: { ready: start(), labs } });
