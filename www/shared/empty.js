// @ts-check
// Takes all there is out of an element.

/** A field in which somebody types fires its change as it goes; by then that would be told of something else. @param {HTMLElement} element */
export function empty(element) {
  const drop = (/** @type {Event} */ event) => event.stopPropagation();
  element.addEventListener('change', drop, { capture: true });
  element.replaceChildren();
  element.removeEventListener('change', drop, { capture: true });
}
