// @ts-check
// The pass, one operation at a time: forth and back, to the next stop, or slowly by itself.

import { html } from 'lit';
import { nextStop, operationName } from './operations.js';

/** @typedef {import('./operations.js').Operation} Operation */

/**
 * @param {{ operations: Operation[], at: number | null, playing: boolean, last: number }} state
 * @param {{ go: (at: number | null) => void, play: () => void }} actions
 */
export function stepper({ operations, at, playing, last }, { go, play }) {
  const end = operations.length - 1;
  const [now, known] = [at ?? end, at !== null];
  const name = known ? operationName(operations[now], last) : 'The whole pass';
  const forth = () => go(known ? Math.min(now + 1, end) : 0);
  const back = () => go(Math.max(now - 1, 0));
  return html`<div
    class="inside-stepper"
    role="group"
    aria-label="Steps of the pass"
    @keydown=${(/** @type {KeyboardEvent} */ event) => {
      if (!(/** @type {HTMLElement} */ (event.target).matches('input'))) return;
      if (event.key === ' ') go(known ? nextStop(operations, now) : 0);
      // The slider stands at its end already while the whole pass is shown, so it would not hear this key.
      else if (event.key === 'End' && !known) go(end);
      else return;
      event.preventDefault();
    }}
  >
    <button type="button" aria-label="Previous operation" ?disabled=${known && now === 0} @click=${back}>⟨</button>
    <input
      type="range"
      aria-label="Operation"
      aria-valuetext=${known ? `${now + 1} of ${operations.length}: ${name}` : name}
      min="0"
      max=${end}
      .value=${String(now)}
      @input=${(/** @type {Event & { target: HTMLInputElement }} */ { target }) => go(target.valueAsNumber)}
    />
    <button type="button" aria-label="Next operation" ?disabled=${known && now === end} @click=${forth}>⟩</button>
    <button type="button" aria-pressed=${playing} @click=${play}>${playing ? 'Stop' : 'Slow play'}</button>
    <button type="button" ?disabled=${!known} @click=${() => go(null)}>Whole pass</button>
    <b>${known ? `${now + 1} / ${operations.length}` : ''} ${name}</b>
    <span class="hint">On the scrubber: ← → one operation, Space to the next stop, Home and End to its ends.</span>
  </div>`;
}
