// @ts-check
// The contract between a lab and the parts of its page. A new view is a folder and an entry in the lab's list of sections.

import { inFrames } from './frames.js';
import { createScope } from './scope.js';
import { inTasks } from './tasks.js';

/** @typedef {import('./scope.js').Scope} Scope */
/** @template {object} T @typedef {import('./view-state.js').Slice<T>} Slice */

/**
 * A part of the page. A lab tells it what has happened; it draws only what has changed and can be seen.
 * @typedef {object} Section
 * @property {() => void} [changed] models, data, settings or the way of looking have changed, or the clock has started or stopped
 * @property {() => void} [scored] there are new scores: in each frame of training, and after every change
 * @property {() => void} [frame] after each frame of training
 * @property {() => void} [picked] another point or drawing is looked at
 */

/**
 * What every part may know of its lab, and ask of it. Each lab adds its own.
 * @typedef {object} LabView
 * @property {() => import('../pkg/gradual.js').Race} race
 * @property {() => import('../pkg/gradual.js').Report} report where every model is, read once a frame
 * @property {() => import('../pkg/gradual.js').ModelConfig[]} models as the core has them
 * @property {() => boolean} running whether the models learn
 * @property {() => void} pause
 * @property {(change: (race: import('../pkg/gradual.js').Race) => void) => void} attempt asks something of the race; a refusal is told in a sentence
 * @property {(message: string | null) => void} say shows a sentence above everything, or takes it away
 */

/**
 * What a part has for itself: whatever it registers it registers with its scope, so that nothing stays behind when the
 * lab goes; what it remembers it keeps in its slice. `part` gives a part of it a slice of its own.
 * @typedef {{ scope: Scope, slice: Slice<any>, part: <T extends object>(name: string, first: T) => Slice<T> }} Own
 */

/**
 * An entry in a lab's list: what the part is called, what it remembers, and what makes it.
 * @template L
 * @typedef {object} SectionEntry
 * @property {string} name its class and the key of its slice
 * @property {string} [label] its accessible name, where it is a panel of its own
 * @property {string} [place] the element it fills, where it is none
 * @property {object} [first] what its slice begins with
 * @property {(element: HTMLElement, lab: L, own: Own) => Section} create
 */

/**
 * The parts of a lab, told one after the other what has happened.
 * @template L
 * @param {HTMLElement} root that they stand in @param {L} lab @param {{ view: import('./view-state.js').ViewState, scope: Scope }} own
 */
export function createSections(root, lab, { view, scope }) {
  /** @type {Section[]} */
  const sections = [];

  /** @param {SectionEntry<L>} entry */
  const placeOf = ({ name, label = '', place }) =>
    place ? /** @type {HTMLElement} */ (root.querySelector(place)) : panel(root, name, label);

  return {
    /** @param {SectionEntry<L>} entry */
    add(entry) {
      const { name, first = {}, create } = entry;
      const slice = view.slice(name, first);
      const part = /** @type {Own['part']} */ ((part, first) => view.slice(`${name}/${part}`, first));
      const section = create(placeOf(entry), lab, { scope: createScope(scope), slice, part });
      sections.push(section);
      return section;
    },
    /** @param {keyof Section} happened */
    tell(happened) {
      for (const section of sections) section[happened]?.();
    },
    /** Tells each part in a task of its own, until the lab goes. @param {keyof Section} happened */
    tellInTasks: (happened) =>
      inTasks(
        sections.map((section) => () => section[happened]?.()),
        scope.signal,
      ),
    /** Tells one part in each of the next frames. @param {keyof Section} happened */
    tellInFrames(happened) {
      const tell = inFrames(scope);
      scope.inFrame(() => tell(sections.map((section) => () => section[happened]?.())));
    },
  };
}

/** A panel of its own, below the others. @param {HTMLElement} root @param {string} name @param {string} label */
function panel(root, name, label) {
  const element = document.createElement('section');
  element.className = `panel ${name}`;
  element.ariaLabel = label;
  return /** @type {HTMLElement} */ (root.querySelector('.sections')).appendChild(element);
}
