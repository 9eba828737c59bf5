// @ts-check
// The tabs of the page and their panels, one for each lab; the address says which is open.

import { html, render } from 'lit';
import { arrowOf } from './shared/arrows.js';

/** @typedef {import('./labs.js').LabEntry} LabEntry */

/**
 * Opens the lab of the address, now and whenever that changes.
 * @param {LabEntry[]} labs @param {{ tablist: HTMLElement, main: HTMLElement }} places
 * @param {(lab: LabEntry, panel: HTMLElement) => void} open
 */
export function createTabs(labs, { tablist, main }, open) {
  let chosen = labs[0];
  /** A link that holds a state names no lab: the one that is open stays. What follows a "/" is the lab's own. */
  const named = () => labs.find(({ name }) => `#${name}` === location.hash.split('/')[0]) ?? chosen;

  function show(lab = named()) {
    chosen = lab;
    render(
      labs.map((lab) => tab(lab, lab === chosen)),
      tablist,
    );
    render(
      labs.map((lab) => panel(lab, lab === chosen)),
      main,
    );
    document.title = chosen.page;
    document.querySelector('meta[name="description"]')?.setAttribute('content', chosen.description);
    open(chosen, /** @type {HTMLElement} */ (main.children[labs.indexOf(chosen)]));
  }

  tablist.addEventListener('keydown', ({ key }) => {
    const [step] = arrowOf(key) ?? [0];
    if (step === 0) return;
    const next = (labs.indexOf(chosen) + step + labs.length) % labs.length;
    location.hash = labs[next].name;
    /** @type {HTMLElement} */ (tablist.children[next]).focus();
  });
  addEventListener('hashchange', () => show());
  show();
  return {
    show,
    get chosen() {
      return chosen;
    },
  };
}

/** @param {LabEntry} lab @param {boolean} chosen */
function tab({ name, title }, chosen) {
  const choose = () => {
    location.hash = name;
  };
  return html`<button
    type="button"
    role="tab"
    id="tab-${name}"
    aria-controls=${name}
    aria-selected=${chosen}
    tabindex=${chosen ? 0 : -1}
    @click=${choose}
  >
    ${title}
  </button>`;
}

/** @param {LabEntry} lab @param {boolean} chosen */
function panel({ name }, chosen) {
  return html`<section role="tabpanel" id=${name} aria-labelledby="tab-${name}" ?hidden=${!chosen}></section>`;
}
