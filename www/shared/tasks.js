// @ts-check
// Much to be done at once is done in several tasks, so that none keeps the page from what was pressed meanwhile.

/** Does each in a task of its own, as long as they are wanted; says whether all are done. @param {(() => void)[]} works @param {AbortSignal} signal */
export async function inTasks(works, signal) {
  for (const work of works) {
    await nextTask();
    if (signal.aborted) return false;
    work();
  }
  return true;
}

/** Comes in a task of its own, after what waits already. */
export function nextTask() {
  return /** @type {Promise<void>} */ (new Promise((done) => setTimeout(done)));
}
