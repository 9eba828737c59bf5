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
  Object.assign(easel, { className: 'easel', tabIndex: 0, hidden: true, role: 'application' });
  easel.ariaLabel = canvas.ariaLabel?.replace('Decision boundary', 'Paint points') ?? 'Paint points';
  easel.ariaDescription = 'Arrow keys move, with Shift in small steps; Enter uses the brush; Escape takes back.';
  const cursor = createCursor(easel);
  const placeOf = (/** @type {PointerEvent} */ event) => placeIn(easel, event);

  onPointers(easel, {
    move: (event) => cursor.goTo(placeOf(event)),
    begin: (event) => gestures.begin(placeOf(event)),
    extend: (event) => gestures.extend(placeOf(event)),
    finish: gestures.finish,
    cancel: gestures.cancel,
  });
  onKeys(easel, {
    press: () => gestures.press(cursor.at),
    cancel: gestures.cancel,
    move(right, up) {
      const at = cursor.goTo({ x: cursor.at.x + right, y: cursor.at.y + up });
      if (gestures.isHolding()) gestures.extend(at);
      onMove(at);
    },
  });
  scope.onResize(canvas, () => layOver(easel, canvas));

  return {
    /** @param {Brush} brush @param {number} reach how far it reaches, in units of the plane */
    take(brush, reach) {
      easel.hidden = brush === 'look' || canvas.hidden;
      easel.dataset.brush = String(brush);
      cursor.reach(reach);
    },
  };
}

/** Lies over the plane of a picture. @param {HTMLElement} easel @param {HTMLCanvasElement} canvas */
function layOver(easel, canvas) {
  const { left, top, side } = planeSquare(canvas.clientWidth, canvas.clientHeight);
  const [x, y] = [canvas.offsetLeft + left, canvas.offsetTop + top];
  Object.assign(easel.style, { left: `${x}px`, top: `${y}px`, width: `${side}px`, height: `${side}px` });
}

/** @param {HTMLElement} easel @param {PointerEvent} event @returns {Place} */
function placeIn(easel, { clientX, clientY }) {
  const [min, max] = plane();
  const { left, top, width, height } = easel.getBoundingClientRect();
  return { x: min + ((clientX - left) / width) * (max - min), y: max - ((clientY - top) / height) * (max - min) };
}

/** Shows where the brush is, and how far it reaches. @param {HTMLElement} easel */
function createCursor(easel) {
  const [min, max] = plane();
  const element = easel.appendChild(document.createElement('span'));
  element.className = 'easel-cursor';
  const cursor = {
    at: /** @type {Place} */ ({ x: 0, y: 0 }),
    /** To a place, or as near as the plane goes. @param {Place} place */
    goTo(place) {
      cursor.at = within(place, min, max);
      element.style.left = `${(100 * (cursor.at.x - min)) / (max - min)}%`;
      element.style.top = `${(100 * (max - cursor.at.y)) / (max - min)}%`;
      return cursor.at;
    },
    /** @param {number} reach in units of the plane */
    reach: (reach) => element.style.setProperty('--reach', `${(200 * reach) / (max - min)}%`),
  };
  cursor.goTo(cursor.at);
  return cursor;
}

/**
 * @param {HTMLElement} easel
 * @param {{ move: (right: number, up: number) => void, press: () => void, cancel: () => void }} on `move`: by so much, in units of the plane
 */
function onKeys(easel, on) {
  easel.addEventListener('keydown', (event) => {
    const arrow = arrowOf(event.key);
    const step = event.shiftKey ? STEP.fine : STEP.wide;
    if (arrow) on.move(step * arrow[0], -step * arrow[1]);
    else if (event.key === 'Enter' || event.key === ' ') on.press();
    else if (event.key === 'Escape') on.cancel();
    else return;
    event.preventDefault();
  });
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
  /** @type {PointerEvent | null} */
  let down = null;
  element.addEventListener('pointerdown', (event) => {
    if (down?.pointerType === 'touch') {
      down = null;
      return on.cancel(); // two fingers zoom the page
    }
    if (down || event.button !== 0) return;
    down = event;
    element.setPointerCapture(event.pointerId);
    on.move(event);
    on.begin(event);
  });
  element.addEventListener('pointermove', (event) => {
    if (down && event.pointerId !== down.pointerId) return;
    on.move(event);
    if (!down) return;
    for (const passed of event.getCoalescedEvents?.() ?? []) on.extend(passed);
    on.extend(event);
  });
  /** @param {() => void} end @returns {(event: PointerEvent) => void} */
  const ends = (end) => (event) => {
    if (event.pointerId !== down?.pointerId) return;
    down = null;
    end();
  };
  element.addEventListener('pointerup', ends(on.finish));
  element.addEventListener('pointercancel', ends(on.cancel));
}
