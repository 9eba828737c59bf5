// @ts-check
// The moment after the page has been painted.

/** Comes after the next paint: in its frame there is still time before it, and a task later it is done. */
export function painted() {
  return /** @type {Promise<void>} */ (new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
}
