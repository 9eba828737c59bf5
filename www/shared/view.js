// @ts-check
// Work for the eye is done while somebody could see it.

/**
 * A drawing that waits until its element is in view.
 * @param {HTMLElement} element @param {() => void} draw @returns {() => void} draws now, or once the element comes into view
 */
export function onView(element, draw) {
  let visible = true;
  let waits = false;
  const wanted = () => {
    waits = !visible;
    if (visible) draw();
  };
  new IntersectionObserver((entries) => {
    visible = Boolean(entries.at(-1)?.isIntersecting);
    if (visible && waits) wanted();
  }).observe(element);
  return wanted;
}
