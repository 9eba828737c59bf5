// @ts-check
// What a part of the page holds on to outside its element: listeners, observers, frames. Disposing of a scope lets go of all of it.

/** @param {Scope} [parent] whose end is the end of this scope too */
export function createScope(parent) {
  return new Scope(parent);
}

export class Scope {
  #controller = new AbortController();
  /** @type {Set<() => void>} */
  #ends = new Set();
  /** Takes its own end back from the parent's. */
  #leave;

  /** @param {Scope} [parent] */
  constructor(parent) {
    this.#leave = parent?.onDispose(() => this.dispose());
  }

  /** Aborted once the scope has ended. */
  get signal() {
    return this.#controller.signal;
  }

  dispose() {
    if (this.signal.aborted) return;
    this.#controller.abort();
    for (const end of [...this.#ends].reverse()) end();
    this.#ends.clear();
    this.#leave?.();
  }

  /** Calls back when the scope ends, at once if it has. @param {() => void} end @returns {() => void} takes that back */
  onDispose(end) {
    if (this.signal.aborted) end();
    else this.#ends.add(end);
    return () => this.#ends.delete(end);
  }

  /** Frees something of the core when the scope ends. @template {{ free: () => void }} T @param {T} thing @returns {T} */
  owns(thing) {
    this.onDispose(() => thing.free());
    return thing;
  }

  /** @param {EventTarget} target @param {string} type @param {(event: any) => void} listener @param {AddEventListenerOptions} [options] */
  listen(target, type, listener, options) {
    target.addEventListener(type, listener, { ...options, signal: this.signal });
  }

  /** Calls back when an element has another size. @param {Element} element @param {() => void} resized */
  onResize(element, resized) {
    this.#observe(new ResizeObserver(resized), element);
  }

  /** Calls back when an element comes into view or leaves it. @param {Element} element @param {(visible: boolean) => void} moved */
  onView(element, moved) {
    this.#observe(new IntersectionObserver((entries) => moved(entries.at(-1)?.isIntersecting ?? false)), element);
  }

  /** @param {{ observe: (element: Element) => void, disconnect: () => void }} observer @param {Element} element */
  #observe(observer, element) {
    observer.observe(element);
    this.onDispose(() => observer.disconnect());
  }

  /** Calls back when the theme has changed and canvases must be painted anew. @param {() => void} changed */
  onTheme(changed) {
    this.listen(document, 'themechange', changed);
  }

  /** Calls back in the next frame, unless the scope has ended by then. @param {() => void} draw @returns {() => void} takes that back */
  inFrame(draw) {
    const handle = requestAnimationFrame(() => {
      leave();
      draw();
    });
    const leave = this.onDispose(() => cancelAnimationFrame(handle));
    return () => {
      leave();
      cancelAnimationFrame(handle);
    };
  }
}
