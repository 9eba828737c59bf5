// @ts-check
// What a page holds outside of its own labs, counted: for tests of labs beside them that are to leave nothing behind.

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {{ listeners: number, observers: number, frames: number, objects: number, canvases: number, charts: number, elements: number }} Held */

/** Begins to count; before the page is opened. @param {Page} page */
export function countHeld(page) {
  return page.addInitScript(count);
}

/** @param {Page} page @returns {Promise<Held>} */
export function held(page) {
  return page.evaluate(() => /** @type {any} */ (window).held());
}

/**
 * Counts what is registered with the window, the document and the screen, observers at work, frames that were asked for, and
 * objects of the core that were not freed.
 */
function count() {
  const listeners = new Set();
  const observers = new Set();
  const frames = new Set();
  const objects = new Set();
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
  const isOfThePage = (/** @type {unknown} */ target) => !(target instanceof Node) || target === document;
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    const target = this ?? window;
    add.call(target, type, listener, options);
    const { signal = null, once = false } = typeof options === 'object' ? options : {};
    if (!isOfThePage(target) || target instanceof AbortSignal || once || signal?.aborted || !listener) return;
    const held = { target, type, listener };
    listeners.add(held);
    if (signal) add.call(signal, 'abort', () => listeners.delete(held));
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    const target = this ?? window;
    remove.call(target, type, listener, options);
    for (const held of listeners)
      if (held.target === target && held.type === type && held.listener === listener) listeners.delete(held);
  };
  for (const name of /** @type {const} */ (['ResizeObserver', 'IntersectionObserver'])) {
    const Observer = /** @type {any} */ (window[name]);
    /** @type {any} */ (window)[name] = class extends Observer {
      observe(/** @type {Element} */ element) {
        observers.add(this);
        super.observe(element);
      }
      disconnect() {
        observers.delete(this);
        super.disconnect();
      }
    };
  }
  const [ask, cancel] = [requestAnimationFrame, cancelAnimationFrame];
  window.requestAnimationFrame = (draw) => {
    const frame = ask((now) => {
      frames.delete(frame);
      draw(now);
    });
    frames.add(frame);
    return frame;
  };
  window.cancelAnimationFrame = (frame) => {
    frames.delete(frame);
    cancel(frame);
  };
  // The bindings register each object of the core when it is made, and take it back when it is freed.
  const { register, unregister } = FinalizationRegistry.prototype;
  FinalizationRegistry.prototype.register = function (target, value, token) {
    if (token === target) objects.add(target);
    register.call(this, target, value, token);
  };
  FinalizationRegistry.prototype.unregister = function (token) {
    objects.delete(token);
    return unregister.call(this, token);
  };
  Object.assign(window, {
    held: () => ({
      listeners: listeners.size,
      observers: observers.size,
      frames: frames.size,
      objects: objects.size,
      canvases: document.querySelectorAll('body > :not(main) canvas').length,
      charts: document.querySelectorAll('body > :not(main) .uplot').length,
      elements: document.querySelectorAll('body > :not(main), body > :not(main) *').length,
    }),
  });
}
