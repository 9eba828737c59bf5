// @ts-check
// Lists whose choice starts or replaces something: keys open them first, or each press on the closed list would do so.

/** Keys that go through a list. */
const ARROWS = /^(Arrow|Page|Home|End)/;

/** For `@keydown` of a list of settings. @param {KeyboardEvent} event */
export function openByArrows(event) {
  if (ARROWS.test(event.key)) open(event);
}

/** For `@keydown` of a list of things to do: letters would choose, too. @param {KeyboardEvent} event */
export function openByKeys(event) {
  if (ARROWS.test(event.key) || event.key.length === 1) open(event);
}

/** @param {KeyboardEvent} event */
function open(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  try {
    /** @type {HTMLSelectElement} */ (event.target).showPicker();
  } catch {
    return; // an older browser, or a frame in which no list may be opened: it is used closed
  }
  event.preventDefault();
}
