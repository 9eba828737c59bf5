// @ts-check
// The stopping rules in words, with the limits they begin with.

/** @typedef {import('../../pkg/gradual.js').StopRule} StopRule */
/** @typedef {import('../../pkg/gradual.js').Criterion} Criterion */

/** A number of a criterion between the words of its sentence; `percent` of shares. @typedef {{ field: string, percent?: boolean }} Limit */
/** @typedef {{ name: string, words: (string | Limit)[] }} Words */

/** @type {StopRule[]} */
export const firstRules = [
  { criterion: { kind: 'small-gradient', norm: 0.01 }, stops: false },
  { criterion: { kind: 'training-flat', epochs: 20, fall: 0.01 }, stops: false },
  { criterion: { kind: 'held-out-rises', epochs: 20 }, stops: false },
  { criterion: { kind: 'epochs', epochs: 100 }, stops: false },
  { criterion: { kind: 'loss-reached', loss: 0.05 }, stops: false },
];

/** `name` is also what stands on the chart. @type {Record<Criterion['kind'], Words>} */
export const wordsOf = {
  'small-gradient': {
    name: 'small gradient',
    words: ['the gradient is no longer than ', { field: 'norm' }],
  },
  'training-flat': {
    name: 'training loss flat',
    words: [
      'the training loss falls by less than ',
      { field: 'fall', percent: true },
      ' % in ',
      { field: 'epochs' },
      ' epochs',
    ],
  },
  'held-out-rises': {
    name: 'held-out loss rising',
    words: ['the held-out loss has not been lower for ', { field: 'epochs' }, ' epochs'],
  },
  epochs: { name: 'number of epochs', words: [{ field: 'epochs' }, ' epochs are done'] },
  'loss-reached': {
    name: 'loss reached',
    words: ['the training loss has come down to ', { field: 'loss' }],
  },
};
