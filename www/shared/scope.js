// @ts-check
// What a part of the page holds on to outside its element: listeners, observers, frames. Disposing of a scope lets go of all of it.

/** @typedef {ReturnType<typeof createScope>} Scope */

/** @param {{ onDispose: (end: () => void) => () => void }} [parent] whose end is the end of this scope too */
export function createScope(parent) {
  const controller = new AbortController();
  const { signal } = controller;
  /** @type {Set<() => void>} */
  const ends = new Set();
  const leave = parent?.onDispose(dispose);

  function dispose() {
    if (signal.aborted) return;
    controller.abort();
    for (const end of [...ends].reverse()) end();
    ends.clear();
    leave?.();
  }

  /** Calls back when the scope ends. @param {() => void} end @returns {() => void} takes that back */
  function onDispose(end) {
    ends.add(end);
    return () => ends.delete(end);
  }

  /** @param {{ observe: (element: Element) => void, disconnect: () => void }} observer @param {Element} element */
  function observe(observer, element) {
    observer.observe(element);
    onDispose(() => observer.disconnect());
  }

  return {
    /** Frees something of the core when the scope ends. @template {{ free: () => void }} T @param {T} thing @returns {T} */
    owns(thing) {
      onDispose(() => thing.free());
      return thing;
    },
    /** Aborted once the scope has ended. */
    signal,
    dispose,
    onDispose,
    /** @param {EventTarget} target @param {string} type @param {(event: any) => void} listener @param {AddEventListenerOptions} [options] */
    listen(target, type, listener, options) {
      target.addEventListener(type, listener, { ...options, signal });
    },
    /** Calls back when an element has another size. @param {Element} element @param {() => void} resized */
    onResize(element, resized) {
      observe(new ResizeObserver(resized), element);
    },
    /** Calls back when an element comes into view or leaves it. @param {Element} element @param {(visible: boolean) => void} moved */
    onView(element, moved) {
      observe(new IntersectionObserver((entries) => moved(entries.at(-1)?.isIntersecting ?? false)), element);
    },
    /** Calls back when the theme has changed and canvases must be painted anew. @param {() => void} changed */
    onTheme(changed) {
      document.addEventListener('themechange', changed, { signal });
    },
    /** Calls back in the next frame, unless the scope has ended by then. @param {() => void} draw @returns {() => void} takes that back */
    inFrame(draw) {
      const handle = requestAnimationFrame(() => {
        leave();
        draw();
      });
      const leave = onDispose(() => cancelAnimationFrame(handle));
      return () => {
        leave();
        cancelAnimationFrame(handle);
      };
    },
  };
}
