// @ts-check
// Mouse, finger and pen as strokes: pointer events on a canvas go into a Drawing.

/** @typedef {import('../pkg/gradual.js').Drawing} Drawing */
/** @typedef {[x: number, y: number]} Place in the unit square, y down */
/** @typedef {'pencil' | 'eraser'} Tool */

/** Radius of the eraser, as a share of the canvas's side. */
export const ERASER = 18 / 280;

/** The button that a pen's eraser end holds down, in PointerEvent.buttons. */
const ERASER_END = 32;

export class Pen {
  /** Where the eraser is shown: under a mouse or pen, or a finger that is down. @type {Place | null} */
  eraserAt = null;

  /**
   * The pointer that draws, and where it was last inside the canvas.
   * @type {{ id: number, type: string, tool: Tool, last: Place | null } | null}
   */
  #stroke = null;

  #canvas;
  #drawing;
  #tool;
  #onDraw;
  #onMove;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Drawing} drawing
   * @param {{ tool: () => Tool, onDraw: () => void, onMove: () => void }} pad what is drawn with; what is done after each change
   * to the drawing, and after each move of the eraser
   * @param {import('../shared/scope.js').Scope} scope
   */
  constructor(canvas, drawing, { tool, onDraw, onMove }, scope) {
    this.#canvas = canvas;
    this.#drawing = drawing;
    this.#tool = tool;
    this.#onDraw = onDraw;
    this.#onMove = onMove;
    canvas.addEventListener('pointerdown', (event) => this.#start(event));
    canvas.addEventListener('pointermove', (event) => this.#move(event));
    canvas.addEventListener('pointerleave', (event) => this.#hover(event));
    for (const type of /** @type {const} */ (['pointerup', 'pointercancel', 'lostpointercapture']))
      canvas.addEventListener(type, (event) => this.#end(event));
    this.#guard(scope);
  }

  /** What else would come between the pen and the canvas. @param {import('../shared/scope.js').Scope} scope */
  #guard(scope) {
    // Where touch-action does not reach a stylus, this still keeps the page from scrolling.
    this.#canvas.addEventListener('touchmove', keepFromScrolling, { passive: false });
    // A finger or pen that rests would open a menu, which ends the stroke.
    this.#canvas.addEventListener('contextmenu', (event) => this.isDown && event.preventDefault());
    // Another window may have taken the pointer's release.
    scope.listen(window, 'blur', () => this.lift());
    scope.listen(document, 'keydown', ({ key }) => key === 'Escape' && this.#drop());
  }

  /** Whether a stroke is being drawn. */
  get isDown() {
    return this.#stroke !== null;
  }

  /** Ends a stroke that is being drawn, as if the pen had left the pad. */
  lift() {
    if (!this.#stroke) return;
    this.#stroke = null;
    this.eraserAt = null;
    this.#drawing.finish();
    this.#onDraw();
  }

  /** Takes back a stroke that is being drawn. */
  #drop() {
    if (this.#stroke) this.#drawing.cancel();
    this.lift();
  }

  /** @param {PointerEvent} event */
  #start(event) {
    if (!draws(event)) return;
    if (event.pointerType === 'pen' && this.#stroke?.type === 'touch') this.#drop(); // that was the palm
    if (this.#stroke?.type === 'touch') return this.#drop(); // two fingers zoom the page
    if (this.#stroke) return;
    event.preventDefault();
    this.#capture(event.pointerId);
    const tool = event.buttons & ERASER_END ? 'eraser' : this.#tool();
    this.#stroke = { id: event.pointerId, type: event.pointerType, tool, last: null };
    this.#draw(event);
  }

  /** Lets the canvas hear of the pointer outside it, too. @param {number} pointer */
  #capture(pointer) {
    try {
      this.#canvas.setPointerCapture(pointer);
    } catch {
      // It has left already, or a script made it up; its moves over the canvas still arrive.
    }
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (event.pointerId === this.#stroke?.id) this.#draw(event);
    else this.#hover(event);
  }

  /** A touch that the browser cancels was a gesture or a palm and no stroke. @param {PointerEvent} event */
  #end(event) {
    if (event.pointerId !== this.#stroke?.id) return;
    if (event.type === 'pointercancel' && event.pointerType === 'touch') this.#drop();
    else this.lift();
    this.#hover(event);
  }

  /** @param {PointerEvent} event */
  #draw(event) {
    const bounds = this.#canvas.getBoundingClientRect();
    // The browser bundles fast moves into one event a frame; unbundled, curves stay round.
    const moves = event.getCoalescedEvents?.() ?? [];
    for (const move of moves.length > 0 ? moves : [event]) this.#goTo(placeIn(bounds, move));
    this.eraserAt = this.#stroke?.tool === 'eraser' ? placeIn(bounds, event) : null;
    this.#onDraw();
  }

  /** Ink that nobody sees would still reach the network, so the pen lifts outside the canvas. @param {Place} place */
  #goTo([x, y]) {
    const stroke = this.#stroke;
    if (!stroke) return;
    /** @type {Place} */
    const edge = [clamp(x), clamp(y)];
    const inside = edge[0] === x && edge[1] === y;
    if (inside || stroke.last) this.#mark(stroke, edge);
    stroke.last = inside ? edge : null;
  }

  /** @param {{ tool: Tool, last: Place | null }} stroke @param {Place} place */
  #mark({ tool, last }, place) {
    if (tool === 'eraser') for (const [x, y] of path(last ?? place, place)) this.#drawing.erase(x, y, ERASER);
    else if (last) this.#drawing.extend(...place);
    else this.#drawing.begin(...place);
  }

  /** @param {PointerEvent} event */
  #hover(event) {
    if (this.#stroke) return;
    const shown = this.#tool() === 'eraser' && event.pointerType !== 'touch' && event.type !== 'pointerleave';
    if (!shown && !this.eraserAt) return;
    this.eraserAt = shown ? placeIn(this.#canvas.getBoundingClientRect(), event) : null;
    this.#onMove();
  }
}

/** One finger draws; two zoom. @param {TouchEvent} event */
function keepFromScrolling(event) {
  if (event.touches.length < 2) event.preventDefault();
}

/** Whether a pointer came down to draw: not with a mouse's other buttons or those on a pen's side. @param {PointerEvent} event */
function draws({ button, buttons }) {
  return button === 0 || (buttons & ERASER_END) !== 0;
}

/** @param {DOMRect} bounds @param {PointerEvent} event @returns {Place} */
function placeIn(bounds, event) {
  return [(event.clientX - bounds.left) / bounds.width, (event.clientY - bounds.top) / bounds.height];
}

/** @param {number} value */
function clamp(value) {
  return Math.min(1, Math.max(0, value));
}

/** Places so close together that a fast eraser leaves no islands. @param {Place} from @param {Place} to */
function path(from, to) {
  const steps = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / ERASER));
  return Array.from({ length: steps }, (_, i) => {
    const share = (i + 1) / steps;
    return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
  });
}
