// @ts-check
// The point sets one can choose.

/** @typedef {import('../../pkg/gradual.js').PointSet} PointSet */

/** Where the name is too long for a thumbnail, `short` stands below it. `values`: they have values to predict, not classes. @type {{ set: PointSet, name: string, short?: string, hint: string, values?: boolean }[]} */
export const pointSets = [
  {
    set: 'circles',
    name: 'Circles',
    hint: 'A disc inside a ring: no straight line parts them. Press Train and watch the network bend its boundary.',
  },
  {
    set: 'xor',
    name: 'XOR',
    hint: 'Like signs against unlike signs: the unit stays near chance, the network finds all four corners.',
  },
  { set: 'blobs', name: 'Blobs', hint: 'Two clouds that a line separates: one logistic unit is enough.' },
  {
    set: 'overlapping-blobs',
    name: 'Overlapping blobs',
    short: 'Overlap',
    hint: 'Two clouds that overlap: nobody gets them all right, and the probability says how sure one can be.',
  },
  { set: 'moons', name: 'Moons', hint: 'Two hooked half circles: a line gets most of them, a bent boundary all.' },
  {
    set: 'spiral',
    name: 'Spiral',
    hint: 'Two arms wound together: give the network two layers of 8 and some patience.',
  },
  {
    set: 'three-blobs',
    name: 'Three blobs',
    short: 'Three',
    hint: 'Three classes: three outputs and softmax, whose regions meet in straight lines.',
  },
  {
    set: 'five-blobs',
    name: 'Five blobs',
    short: 'Five',
    hint: 'Five classes: one output each, and softmax makes probabilities of them that add up to 1.',
  },
  {
    set: 'slope',
    name: 'Slope',
    hint: 'Values instead of classes, on a plane: linear regression finds it.',
    values: true,
  },
  {
    set: 'hill',
    name: 'Hill',
    hint: 'Values that rise to a peak: a plane can only lie flat, hidden units bend it.',
    values: true,
  },
  {
    set: 'waves',
    name: 'Waves',
    hint: 'Values that go up and down: a small network shows how many bends it has.',
    values: true,
  },
  {
    set: 'curve',
    name: 'Curve',
    hint: 'Values over x₁ alone: each model draws its curve through the points.',
    values: true,
  },
];
