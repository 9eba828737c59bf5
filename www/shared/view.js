// @ts-check
// What changes all the time is drawn while somebody could see it.

/**
 * A drawing that waits while it would be of the moment only and its element is out of view.
 * @param {HTMLElement} element @param {() => boolean} isFleeting @param {() => void} draw
 * @param {import('./scope.js').Scope} scope
 * @returns {() => void} draws now, or once the element comes into view
 */
export function onView(element, isFleeting, draw, scope) {
  let visible = true;
  let waits = false;
  const wanted = () => {
    waits = !visible && isFleeting();
    if (!waits) draw();
  };
  scope.onView(element, (now) => {
    visible = now;
    if (visible && waits) wanted();
  });
  return wanted;
}
