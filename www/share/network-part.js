// @ts-check
// A model for other tools, as a file or as a program; and a model from a file.

import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { download } from '../shared/download.js';
import { indexIn } from '../shared/view-state.js';
import { copy } from './copy.js';
import { bytesOf } from './opening.js';
import { described } from './subject.js';
import { telling } from './telling.js';

/** @typedef {'numpy' | 'pytorch' | 'keras'} Tool */

/** @type {Record<Tool, string>} */
const tools = { numpy: 'NumPy', pytorch: 'PyTorch', keras: 'Keras 3' };

/** What reads an ONNX file in Python. */
const SNIPPET = `import numpy as np
import onnxruntime

network = onnxruntime.InferenceSession("network.onnx")
shape = [side if isinstance(side, int) else 1 for side in network.get_inputs()[0].shape]
logits, said = network.run(None, {"input": np.zeros(shape, np.float32)})
print(said)`;

/** @param {import('./dialog.js').Context} context @returns {import('./dialog.js').Part} */
export function createNetwork({ lab, Files, draw }) {
  let model = 0;
  /** @type {Tool | null} */
  let tool = null;
  const names = () => lab.race.models().map(({ name }) => name);
  const chosen = () => indexIn(model, names().length);

  const told = telling(draw);
  const attempt = (/** @type {() => unknown} */ act) => told.attempt(act);

  /** @param {'safetensors' | 'onnx'} kind */
  const file = (kind) => {
    const { classes, input } = described(lab);
    return Files[kind](lab.race, chosen(), classes, input);
  };
  const code = () => {
    const { classes, input } = described(lab);
    return tool ? Files.code(lab.race, chosen(), classes, input, tool) : '';
  };
  const actions = {
    choose: (/** @type {number} */ index) =>
      attempt(() => {
        model = index;
        return '';
      }),
    save: (/** @type {'safetensors' | 'onnx'} */ kind) =>
      attempt(() => download(new Blob([/** @type {BlobPart} */ (file(kind))]), `network.${kind}`)),
    show: (/** @type {string} */ name) =>
      attempt(() => {
        tool = name in tools ? /** @type {Tool} */ (name) : null;
        return '';
      }),
    copyCode: (/** @type {Event} */ { target }) =>
      attempt(() => copy(code(), fieldBeside(/** @type {HTMLElement} */ (target)))),
    saveCode: () =>
      attempt(() => {
        download(new Blob([code()], { type: 'text/x-python' }), 'network.py');
        const beside = Files.besideCode(lab.race, chosen());
        if (!beside) return '';
        download(new Blob([/** @type {BlobPart} */ (file('safetensors'))]), beside);
        return `The program reads its weights from ${beside}, which is saved beside it.`;
      }),
    open: (/** @type {Event & { target: HTMLInputElement }} */ { target }) =>
      attempt(async () => {
        const [opened] = target.files ?? [];
        target.value = '';
        if (!opened) return '';
        const bytes = await bytesOf(opened);
        lab.change?.((race) => Files.openNetwork(race, chosen(), bytes));
        return `${names()[chosen()]} has the layers and weights of ${opened.name}; all models begin again.`;
      }),
  };
  return {
    title: 'Network',
    template: () => template({ names: names(), model: chosen(), tool, code: code(), said: told.said }, actions),
  };
}

/** @param {HTMLElement} button */
function fieldBeside(button) {
  return /** @type {HTMLTextAreaElement} */ (button.closest('.part')?.querySelector('textarea'));
}

/**
 * @param {{ names: string[], model: number, tool: Tool | null, code: string, said: string }} shown
 * @param {{ choose: (index: number) => void, save: (kind: 'safetensors' | 'onnx') => void, show: (tool: string) => void, copyCode: (event: Event) => void, saveCode: () => void, open: (event: Event & { target: HTMLInputElement }) => void }} actions
 */
function template({ names, model, tool, code, said }, actions) {
  const chosen = (/** @type {Event & { target: HTMLSelectElement }} */ { target }) => target;
  return html`
    <p>One model for other tools: weights for PyTorch's <code>load_state_dict</code>, a graph for ONNX, or the model as a program.</p>
    <label class="inline">Model
      <select @change=${(/** @type {any} */ event) => actions.choose(chosen(event).selectedIndex)}>
        ${names.map((name, i) => html`<option .selected=${live(i === model)}>${name}</option>`)}
      </select></label>
    <p class="buttons">
      <button type="button" @click=${() => actions.save('safetensors')}>Save as safetensors</button>
      <button type="button" @click=${() => actions.save('onnx')}>Save as ONNX</button>
    </p>
    <details class="snippet"><summary>How Python reads the ONNX file</summary><pre tabindex="0" aria-label="Python that reads the ONNX file">${SNIPPET}</pre></details>
    <label class="inline">Show as code
      <select @change=${(/** @type {any} */ event) => actions.show(chosen(event).value)}>
        <option value="" .selected=${live(tool === null)}>choose a tool …</option>
        ${Object.entries(tools).map(([value, text]) => html`<option value=${value} .selected=${live(value === tool)}>${text}</option>`)}
      </select></label>
    ${tool === null ? nothing : program(tool, code, actions)}
    <label class="file">Open safetensors or ONNX in this model <input type="file" accept=".safetensors,.onnx" @change=${actions.open} /></label>
    <p role="status">${said}</p>`;
}

/** @param {Tool} tool @param {string} code @param {{ copyCode: (event: Event) => void, saveCode: () => void }} actions */
function program(tool, code, { copyCode, saveCode }) {
  return html`<textarea readonly rows="12" wrap="off" spellcheck="false" aria-label="The model in ${tools[tool]}" .value=${code}></textarea>
    <p class="buttons">
      <button type="button" @click=${copyCode}>Copy the code</button>
      <button type="button" @click=${saveCode}>Save the code</button>
    </p>`;
}
