// @ts-check
// The bar that trains the machines of a lesson: as that of the labs, without what a lesson leaves out.

import { html, nothing } from 'lit';
import { MachineInside } from '../../pkg/gradual_rest.js';
import { fixed } from '../../shared/numbers.js';

/** @typedef {import('./run.js').MachineRun} MachineRun */

/** @param {MachineRun} run @param {boolean} running @param {{ toggle: () => void, step: () => void, stepEpoch: () => void, restart: () => void }} actions */
export function machineBar(run, running, { toggle, step, stepEpoch, restart }) {
  const isOver = run.isTrained;
  const [machine] = run.machines;
  const stopped = run.machines.map((each) => each.stopped && each.report().stopped).find(Boolean);
  return html`<div class="train-bar">
    <button type="button" class="primary" aria-label="Train" aria-pressed=${running} ?disabled=${isOver} @click=${toggle}>${running ? '❚❚' : '▶'} Train</button>
    <button type="button" aria-label="Step" ?disabled=${isOver || running} @click=${step}>Step</button>
    <button type="button" aria-label="Step one epoch" ?disabled=${isOver || running} @click=${stepEpoch}>Epoch</button>
    <button type="button" @click=${restart}>Restart</button>
    <p class="progress" role="status" aria-label="Progress" aria-busy=${running}>
      <span>Epoch ${fixed(machine.epochs, machine.epochs % 1 ? 1 : 0)} of ${run.recipe.passes} · iteration ${MachineInside.iteration(machine)}${stopped ? html`. ${stopped}` : nothing}</span>
    </p>
  </div>`;
}
