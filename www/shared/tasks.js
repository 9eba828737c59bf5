// @ts-check
// Much to be done at once is done in several tasks, so that none keeps the page from what was pressed meanwhile.

/** Comes in a task of its own, after what waits already. */
export function nextTask() {
  return /** @type {Promise<void>} */ (new Promise((done) => setTimeout(done)));
}
