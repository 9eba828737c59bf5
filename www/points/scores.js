// @ts-check
// The scores in numbers, and the fold for what they hide.

import { html, render } from 'lit';
import { fold } from '../shared/fold.js';
import { onView } from '../shared/view.js';
import { scoreTable } from '../views/scores.js';

/** @type {import('./section.js').Entry} */
export const scores = {
  name: 'scores',
  place: '.scores-place',
  create(element, lab, { scope }) {
    return { scored: onView(element, lab.running, () => render(scoreTable(lab.report()), element), scope) };
  },
};

/** confusions.js fills it, once it is there. @type {import('./section.js').Entry} */
export const confusionsFold = {
  name: 'confusions',
  place: '.confusions-place',
  first: { open: false },
  create(element, lab, { slice }) {
    return {
      changed() {
        const set = (/** @type {boolean} */ open) => slice.set({ open });
        render(
          html`<details class="confusions" ?hidden=${lab.race().classes === 1} ${fold(slice.value.open, set)}>
            <summary>Confusion, precision, recall</summary>
            <div tabindex="0" role="group" aria-label="Each model's confusion"></div>
          </details>`,
          element,
        );
      },
    };
  },
};
