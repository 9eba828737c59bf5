// @ts-check
// Whoever works by keyboard never loses the place: where what has the focus is removed or can't be used any more, the focus goes to
// what comes next.

/** Where the focus may go: not to text fields, or a keyboard would come up on a phone. */
const STOPS =
  'button, a[href], summary, select, [tabindex="0"], input:is([type="radio"], [type="checkbox"], [type="range"])';

/** Parts that one stays within, if they hold something to go to. */
const PARTS = 'dialog, fieldset, [role="group"], section, article, [role="region"]';

/** Watches all that is on the page. */
export function keepFocus() {
  /** What has the focus, or had it when it went. @type {Element | null} */
  let focused = null;
  /** What has the focus for something that can't be used for now. @type {{ element: Element, instead: HTMLElement } | null} */
  let standIn = null;

  document.addEventListener('focusin', ({ target }) => {
    focused = /** @type {Element} */ (target);
  });
  document.addEventListener('pointerdown', ({ target }) => {
    if (!focused?.contains(/** @type {Node} */ (target))) focused = null; // it is left
  });

  /** @param {MutationRecord[]} changes */
  function look(changes) {
    if (standIn) comeBack();
    if (!focused || hasFocus(focused)) return;
    if (document.activeElement !== document.body && document.activeElement !== focused) return;
    if (!focused.isConnected) goOn(changes);
    else if (focused.matches(':disabled')) wait(focused);
  }

  /** To what comes after the place from which it was taken. @param {MutationRecord[]} changes */
  function goOn(changes) {
    const change = changes.find(({ removedNodes }) => [...removedNodes].some((node) => node.contains(focused)));
    const { target: place = document.body, previousSibling = null } = change ?? {};
    focus(nextStop(/** @type {Element} */ (place), previousSibling));
  }

  /** Its group stands for it: were it another button, a key that is held down would press that. @param {Element} element */
  function wait(element) {
    const instead = /** @type {HTMLElement} */ (element.closest(':not(:disabled)') ?? document.body);
    standIn = { element, instead };
    instead.tabIndex = -1;
    instead.addEventListener('blur', () => instead.removeAttribute('tabindex'), { once: true });
    focus(instead);
  }

  function comeBack() {
    const { element, instead } = /** @type {NonNullable<typeof standIn>} */ (standIn);
    const isLeft = document.activeElement !== instead;
    if (!isLeft && element.isConnected && element.matches(':disabled')) return;
    standIn = null;
    if (!isLeft) focus(element.isConnected ? element : nextStop(instead, null));
  }

  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributeFilter: ['disabled'] });
}

/** @param {Element} element */
function hasFocus(element) {
  return document.activeElement === element && !element.matches(':disabled');
}

/** @param {Element | undefined} element */
function focus(element) {
  /** @type {HTMLElement | undefined} */ (element)?.focus({ preventScroll: true });
}

/**
 * The next stop of the part, else its last one, else the page's next.
 * @param {Element} place from which something was removed @param {Node | null} previous what was before it
 */
function nextStop(place, previous) {
  const from = previous?.isConnected ? previous : null;
  const isNext = (/** @type {Element} */ stop) =>
    from ? isBehind(stop, from) : place.contains(stop) || isBehind(stop, place);
  const part = place.isConnected ? place.closest(PARTS) : null;
  const [within, all] = [part ? stopsIn(part) : [], stopsIn(document)];
  return within.find(isNext) ?? within.at(-1) ?? all.find(isNext) ?? all.at(-1);
}

/** @param {ParentNode} part */
function stopsIn(part) {
  const stops = /** @type {HTMLElement[]} */ ([...part.querySelectorAll(STOPS)]);
  return stops.filter((stop) => stop.tabIndex >= 0 && !stop.matches(':disabled') && stop.checkVisibility());
}

/** Whether a stop comes after something that it is not in. @param {Element} stop @param {Node} from */
function isBehind(stop, from) {
  return !from.contains(stop) && (from.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}
