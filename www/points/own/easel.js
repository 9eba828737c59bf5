// @ts-check
// What lies over a boundary while a brush is chosen, and takes what pointers and keys do there.

import { plane } from '../../pkg/gradual.js';
import { arrowOf } from '../../shared/arrows.js';
import { planeSquare } from '../../views/plane.js';

/** @typedef {import('./brushes.js').Brush} Brush */
/** A place in the plane. @typedef {{ x: number, y: number }} Place */

/**
 * What is done with the brush, by pointer or by keys.
 * @typedef {object} Gestures
 * @property {(at: Place) => void} begin
 * @property {(at: Place) => void} extend
 * @property {() => void} finish
 * @property {() => void} cancel
 * @property {() => boolean} isHolding whether a point is held and goes along with the arrow keys
 * @property {(at: Place) => void} press what Enter does
 */

/** How far an arrow key goes, and with Shift. */
const STEP = { wide: 0.25, fine: 0.05 };

/**
 * @param {HTMLElement} element that the boundary is in @param {Gestures} gestures @param {(at: Place) => void} onMove by keys
 * @param {import('../../shared/scope.js').Scope} scope
 */
export function createEasel(element, gestures, onMove, scope) {
  const canvas = /** @type {HTMLCanvasElement} */ (element.querySelector('.boundary'));
  const easel = element.appendChild(document.createElement('div'));
  const cursor = easel.appendChild(document.createElement('span'));
  const [min, max] = plane();
  /** Where the keys are. @type {Place} */
  let at = { x: 0, y: 0 };
  Object.assign(easel, { className: 'easel', tabIndex: 0, hidden: true, role: 'application' });
  easel.ariaLabel = canvas.ariaLabel?.replace('Decision boundary', 'Paint points') ?? 'Paint points';
  easel.ariaDescription = 'Arrow keys move, with Shift in small steps; Enter uses the brush; Escape takes back.';
  cursor.className = 'easel-cursor';

  function measure() {
    const { left, top, side } = planeSquare(canvas.clientWidth, canvas.clientHeight);
    const [x, y] = [canvas.offsetLeft + left, canvas.offsetTop + top];
    Object.assign(easel.style, { left: `${x}px`, top: `${y}px`, width: `${side}px`, height: `${side}px` });
  }

  /** @param {Place} place */
  function showAt({ x, y }) {
    cursor.style.left = `${(100 * (x - min)) / (max - min)}%`;
    cursor.style.top = `${(100 * (max - y)) / (max - min)}%`;
  }

  /** @param {PointerEvent} event @returns {Place} */
  function placeOf({ clientX, clientY }) {
    const { left, top, width, height } = easel.getBoundingClientRect();
    return {
      x: min + ((clientX - left) / width) * (max - min),
      y: max - ((clientY - top) / height) * (max - min),
    };
  }

  onPointers(easel, {
    move(event) {
      at = within(placeOf(event), min, max);
      showAt(at);
    },
    begin: (event) => gestures.begin(placeOf(event)),
    extend: (event) => gestures.extend(placeOf(event)),
    finish: gestures.finish,
    cancel: gestures.cancel,
  });

  easel.addEventListener('keydown', (event) => {
    const arrow = arrowOf(event.key);
    if (arrow) {
      const [right, down] = arrow;
      const step = event.shiftKey ? STEP.fine : STEP.wide;
      at = within({ x: at.x + step * right, y: at.y - step * down }, min, max);
      showAt(at);
      if (gestures.isHolding()) gestures.extend(at);
      onMove(at);
    } else if (event.key === 'Enter' || event.key === ' ') gestures.press(at);
    else if (event.key === 'Escape') gestures.cancel();
    else return;
    event.preventDefault();
  });

  scope.onResize(canvas, measure);
  showAt(at);
  return {
    /** @param {Brush} brush @param {number} reach how far it reaches, in units of the plane */
    take(brush, reach) {
      easel.hidden = brush === 'look' || canvas.hidden;
      easel.dataset.brush = String(brush);
      cursor.style.setProperty('--reach', `${(200 * reach) / (max - min)}%`);
    },
  };
}

/** @param {Place} place @param {number} min @param {number} max */
function within({ x, y }, min, max) {
  const clamp = (/** @type {number} */ value) => Math.min(max, Math.max(min, value));
  return { x: clamp(x), y: clamp(y) };
}

/**
 * One pointer at a time, wherever it goes while it is down.
 * @param {HTMLElement} element
 * @param {{ move: (event: PointerEvent) => void, begin: (event: PointerEvent) => void, extend: (event: PointerEvent) => void, finish: () => void, cancel: () => void }} on
 */
function onPointers(element, on) {
  /** @type {number | null} */
  let down = null;
  element.addEventListener('pointerdown', (event) => {
    if (down !== null || event.button !== 0) return;
    down = event.pointerId;
    element.setPointerCapture(down);
    on.move(event);
    on.begin(event);
  });
  element.addEventListener('pointermove', (event) => {
    if (down !== null && event.pointerId !== down) return;
    on.move(event);
    if (down === null) return;
    for (const passed of event.getCoalescedEvents?.() ?? []) on.extend(passed);
    on.extend(event);
  });
  /** @param {() => void} end @returns {(event: PointerEvent) => void} */
  const ends = (end) => (event) => {
    if (event.pointerId !== down) return;
    down = null;
    end();
  };
  element.addEventListener('pointerup', ends(on.finish));
  element.addEventListener('pointercancel', ends(on.cancel));
}
