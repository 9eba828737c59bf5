// @ts-check
// When to stop: rules that put up flags and may end a run, and the way back to the best weights.

import { html, render } from 'lit';
import { live } from 'lit/directives/live.js';
import { Stopping } from '../../pkg/gradual.js';
import { withLesson } from '../../shared/lesson-link.js';
import { numberField } from '../../shared/number-field.js';
import { fixed } from '../../shared/numbers.js';
import { onView } from '../../shared/view.js';
import { wordsOf } from './rules.js';

/** @typedef {import('../../pkg/gradual.js').StopRule} StopRule */
/** @typedef {import('../../pkg/gradual.js').Watched} Watched */
/** @typedef {import('./rules.js').Limit} Limit */

/** @type {import('../section.js').Entry} */
export const stopping = {
  name: 'stopping',
  label: 'When to stop',
  create(element, lab, { scope }) {
    const actions = {
      change: (/** @type {number} */ index, /** @type {StopRule} */ rule) =>
        lab.attempt((race) => Stopping.setRules(race, lab.rules().with(index, rule))),
      show: (/** @type {boolean} */ flags) => lab.chart.set({ flags }),
      back(/** @type {number} */ model) {
        lab.pause();
        lab.attempt((race) => Stopping.backToBest(race, model));
      },
    };
    const view = () => ({ rules: lab.rules(), flags: lab.chart.value.flags, watched: lab.watched() });
    const draw = onView(element, lab.running, () => render(template(view(), actions), element), scope);
    return { changed: draw, scored: draw };
  },
};

/**
 * @param {{ rules: StopRule[], flags: boolean, watched: Watched[] }} view
 * @param {{ change: (index: number, rule: StopRule) => void, show: (flags: boolean) => void, back: (model: number) => void }} actions
 */
function template({ rules, flags, watched }, { change, show, back }) {
  return html`<header>
      ${withLesson('when-to-stop', 'when to stop', html`<h2>When to stop</h2>`)}
      <label class="inline"
        ><input type="checkbox" .checked=${live(flags)} @change=${(/** @type {Event & { target: HTMLInputElement }} */ event) => show(event.target.checked)} />
        Flags on the chart</label
      >
    </header>
    <p class="hint">Each rule puts up a flag where it would have stopped a model. Those that are ticked do stop it.</p>
    <ul class="rules" aria-label="Stopping rules">
      ${rules.map((rule, i) => html`<li>${ruleRow(rule, (changed) => change(i, changed))}<p class="flags">${flagsTold(watched, i)}</p></li>`)}
    </ul>
    <h3>Best so far</h3>
    <ul class="bests" aria-label="Best weights">
      ${watched.map((model, i) => html`<li>${bestRow(model, i, () => back(i))}</li>`)}
    </ul>`;
}

/** @param {StopRule} rule @param {(rule: StopRule) => void} change */
function ruleRow(rule, change) {
  const { kind } = rule.criterion;
  const { name, words } = wordsOf[kind];
  const tick = (/** @type {Event & { target: HTMLInputElement }} */ event) =>
    change({ ...rule, stops: event.target.checked });
  return html`<label class="tick"><input type="checkbox" aria-label="Stop: ${name}" .checked=${live(rule.stops)} @change=${tick} /></label>
    <span>Stop when ${words.map((word) => (typeof word === 'string' ? word : limit(rule, word, name, change)))}</span>`;
}

/** @param {StopRule} rule @param {Limit} limit @param {string} name @param {(rule: StopRule) => void} change */
function limit(rule, { field, percent }, name, change) {
  const scale = percent ? 100 : 1;
  const value = /** @type {Record<string, unknown>} */ (rule.criterion)[field];
  return numberField(
    { value: scale * Number(value), label: `Limit of ${name}: ${field}`, min: 0, step: 'any' },
    (typed) => change({ ...rule, criterion: { ...rule.criterion, [field]: typed / scale } }),
  );
}

/** @param {Watched[]} watched @param {number} rule */
function flagsTold(watched, rule) {
  const told = watched.flatMap(({ name, flags }, i) => {
    const flag = flags[rule];
    return flag
      ? [
          html`<span style="color: var(--model-${i})">⚑ ${name}: epoch ${fixed(flag.epochs, 1)}, iteration ${Number(flag.iteration)}</span>`,
        ]
      : [];
  });
  return told.length > 0 ? told : 'no flag yet';
}

/** @param {Watched} model @param {number} i @param {() => void} back */
function bestRow({ name, best }, i, back) {
  const told = best
    ? `held-out loss ${fixed(best.loss, 4)} at ${best.epochs === 0 ? 'the start' : `epoch ${fixed(best.epochs, 1)}, iteration ${Number(best.iteration)}`}`
    : 'no held-out loss yet';
  return html`<span><b style="color: var(--model-${i})">${name}</b>: ${told}</span>
    <button type="button" aria-label="Back to the best, ${name}" ?disabled=${!best} @click=${back}>Back to the best</button>`;
}
