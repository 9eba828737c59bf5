// @ts-check
// The words of the panel, each with its formula.

import { html } from 'lit';

/** @type {[string, string, string][]} */
const words = [
  ['input', 'x', 'A number of the example that goes in.'],
  ['weight', 'w', 'How strongly a unit listens to one of the values that it reads.'],
  ['bias', 'b', 'What a unit adds to its sum, whatever comes in; a weight whose input is always 1.'],
  ['total input', 'z = Σ w x + b', 'What a unit adds up.'],
  ['activation', 'h = f(z)', 'The function that makes a unit’s output of its total input.'],
  ['slope', 'f′(z)', 'How much the output changes when the total input does.'],
  ['output', 'y', 'What the last layer says.'],
  ['target', 't', 'What it should have said.'],
  ['loss', 'E(y, t)', 'How far the output is from the target; what training makes small.'],
  [
    'log-likelihood',
    'LL = Σ t ln y + (1 − t) ln(1 − y)',
    'How probable the model finds what was observed; −E of cross-entropy.',
  ],
  ['delta', 'δ = ∂E/∂z', 'How much the loss changes with a unit’s total input.'],
  ['gradient', '∂E/∂w = x δ', 'How much the loss changes with a weight.'],
  ['backpropagation', '∂E/∂h = Σ w δ', 'Each unit’s share of the blame, from the units that it feeds.'],
  ['learning rate', 'η', 'How far a step goes down the gradient.'],
  ['update', 'w ← w − η g', 'The step itself; optimisers differ in what they make of g.'],
  ['batch', 'g = (1/n) Σ ∂E/∂w', 'The examples whose mean gradient makes one update; one such update is an iteration.'],
  ['epoch', '', 'One pass over all training examples.'],
  ['penalty', '½ λ Σ w²', 'What is added to the loss for large weights.'],
  ['saturated', 'f′(z) ≈ 0', 'A unit so sure that its slope lets almost nothing back.'],
  ['dead', 'h = 0 everywhere', 'A ReLU that is off for every example, and so learns nothing.'],
];

export function glossary() {
  return html`<dl class="inside-glossary">
    ${words.map(([word, formula, meaning]) => html`<div><dt>${word} <i>${formula}</i></dt><dd>${meaning}</dd></div>`)}
  </dl>`;
}
