// @ts-check
// When a guess is worth saying.

/**
 * The least probability of a sure guess. With the ready weights, in percent (drawings: 300 by 30 people; MNIST: its test set):
 *
 * | below 0.7 | logistic unit | network | convolutional network |
 * | --- | ---: | ---: | ---: |
 * | drawings: wrong readings kept back, of all wrong ones | 12.7 of 20.3 | 2.0 of 5.7 | 0.7 of 3.7 |
 * | drawings: right readings lost | 4.3 | 2.7 | 1.7 |
 * | MNIST: wrong readings kept back, of all wrong ones | 4.4 of 7.2 | 0.7 of 1.4 | 0.3 of 0.7 |
 * | MNIST: right readings lost | 5.8 | 1.1 | 0.4 |
 * | random scribbles kept back | 36 | 22 | 26 |
 * | letters and signs kept back | 29 | 18 | 15 |
 *
 * So about every second reading that is kept back would have been wrong. At 0.6 only half as many scribbles are kept back; at 0.8
 * the network keeps back two right readings for a wrong one. Much that is no digit is read with confidence all the same:
 * these models know nothing else.
 */
const SURE = 0.7;

/** @param {{ probability: number }[]} readings the surest first */
export function isSure([first]) {
  return first.probability >= SURE;
}
