// @ts-check
// The Tab key goes as the eye does: where narrow labs move their parts by `order`, it follows that and not the document.

const STOPS = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';

/** Listens to the Tab key of the whole page. */
export function tabAsSeen() {
  document.addEventListener('keydown', (event) => {
    const { key, shiftKey, ctrlKey, metaKey, altKey, defaultPrevented } = event;
    const from = document.activeElement;
    if (key !== 'Tab' || ctrlKey || metaKey || altKey || defaultPrevented || !from || from.closest('dialog')) return;
    const next = shiftKey ? -1 : 1;
    const written = stops();
    const at = written.indexOf(/** @type {HTMLElement} */ (from));
    if (at < 0) return;
    const seen = asSeen(written);
    const wanted = seen[seen.indexOf(written[at]) + next];
    if (wanted === written[at + next]) return; // as the browser does it
    if (!wanted) return written.at(shiftKey ? 0 : -1)?.focus({ preventScroll: true }); // from there it leaves the page
    event.preventDefault();
    wanted.focus();
  });
}

/** What the Tab key reaches, in the order of the document. */
function stops() {
  const all = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(STOPS)]);
  return all.filter(
    (stop) => stop.tabIndex >= 0 && !stop.matches(':disabled') && standsForGroup(stop) && stop.checkVisibility(),
  );
}

/** Of some radios the Tab key reaches the chosen one, or any while none is. @param {HTMLElement} stop */
function standsForGroup(stop) {
  if (!(stop instanceof HTMLInputElement) || stop.type !== 'radio' || stop.checked || stop === document.activeElement)
    return true;
  const group = stop.closest('[role="radiogroup"]');
  return !group?.querySelector('input:is(:checked, :focus)');
}

/** @param {HTMLElement[]} written */
function asSeen(written) {
  const boxes = new Map(written.map((stop) => [stop, boxesOf(stop)]));
  const of = (/** @type {HTMLElement} */ stop) => /** @type {Box[]} */ (boxes.get(stop));
  return [...written].sort((a, b) => compare(of(a), of(b)));
}

/** What makes a box, and where that stands among its siblings. @typedef {{ element: Element, order: number }} Box */

/** A stop and what it is in, from the outside in; what makes no box has no place of its own. @param {Element} stop @returns {Box[]} */
function boxesOf(stop) {
  const boxes = [];
  for (let element = /** @type {Element | null} */ (stop); element; element = element.parentElement) {
    const { display, order } = getComputedStyle(element);
    if (display !== 'contents') boxes.unshift({ element, order: Number(order) });
  }
  return boxes;
}

/** By the order of the outermost boxes in which they differ. @param {Box[]} a @param {Box[]} b */
function compare(a, b) {
  const i = a.findIndex(({ element }, i) => element !== b[i]?.element);
  return i < 0 || !b[i] ? 0 : a[i].order - b[i].order;
}
