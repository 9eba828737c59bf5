// @ts-check
// What people do where a lesson asks for more than a run, by lesson and scene.

/** What they type into the glass box, the parameters of the first model; of machines, which units they switch on: pixels, then hidden ones. @type {Record<string, Record<number, number[]>>} */
export const byHand = {
  'google-4-by-hand': { 1: [0, 0, 1, 0], 2: [0, 0, 10, 0] },
  energy: { 1: [1, 1, 0, 0, 1, 0], 2: [1, 0, 1, 0, 1, 0] },
};

/** The buttons that they press, one after the other, where the run is of machines. @type {Record<string, Record<number, (string | RegExp)[]>>} */
export const pressed = {
  energy: { 1: ['Pixel 1', 'Pixel 2', 'Unit 1'], 2: [/^pixels 1, 3 on/], 3: ['Train'], 4: ['Train'] },
  'contrastive-divergence': { 1: ['Step'], 2: ['Step'], 3: ['Step'], 4: ['Train'] },
  dreaming: { 1: ['Train', 'Dream'], 2: ['Dream'], 3: ['Repair'] },
  'pre-training': { 1: ['Let them fight'], 2: ['Let them fight'], 3: ['Let them fight'] },
};
