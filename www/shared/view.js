// @ts-check
// What changes all the time is drawn while somebody could see it.

/**
 * A drawing that waits while it would be of the moment only and its element is out of view.
 * @param {HTMLElement} element @param {() => boolean} isFleeting @param {() => void} draw
 * @returns {() => void} draws now, or once the element comes into view
 */
export function onView(element, isFleeting, draw) {
  let visible = true;
  let waits = false;
  const wanted = () => {
    waits = !visible && isFleeting();
    if (!waits) draw();
  };
  new IntersectionObserver((entries) => {
    visible = Boolean(entries.at(-1)?.isIntersecting);
    if (visible && waits) wanted();
  }).observe(element);
  return wanted;
}
