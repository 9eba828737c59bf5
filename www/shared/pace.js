// @ts-check
// Shares the time of the frames between training and drawing: time that does not fill a batch, or a drawing, is credited to later frames.

/** Milliseconds that training and drawing may fill of a frame; the browser lays out and paints in the others. It adapts within these. */
const ROOM = { least: 8, most: 14.2 };

/** Milliseconds from one frame to the next at 60 a second. */
const FRAME = 1000 / 60;

/** What a late frame takes of the room, and one in time gives back: at one late frame in thirty it stands. */
const STEP = { late: 0.6, inTime: 0.02 };

/** Milliseconds that the browser may need to paint what was drawn. */
const MOST_PAINTING = 12;

/** Milliseconds from which on a frame was left out, and up to which the page was in sight. */
const LATE = { from: 21, to: 250 };

/** Milliseconds that no frame should reach: then it only trains. */
const LONGEST = 40;

/** How fast an estimate follows what takes longer, and what takes less. */
const FOLLOW = { up: 0.4, down: 0.2 };

export class Pace {
  #drawing;
  #room = ROOM.most;
  /** Milliseconds that a batch and a drawing take, estimated; 0 is unknown. */
  #cost = { batch: 0, draw: 0 };
  /** What the browser needs on top to paint what was drawn, as late frames after it tell. */
  #painting = 0;
  #hasDrawn = false;
  /** Whether the last frame had more to do than fits into one, as when a single batch takes longer. */
  #isLong = false;
  /** Milliseconds of training and of drawing that are credited. */
  #credit = { train: 0, draw: 0 };
  /** Batches that are tried at once: one quick frame does not make a slow one. */
  #most = 1;

  /** @param {number} drawing milliseconds of a frame that drawing gets where training could fill all of it */
  constructor(drawing) {
    this.#drawing = drawing;
  }

  /** The cost of a batch may have changed: it is measured anew, beginning with a single one. */
  measure() {
    this.#cost.batch = 0;
    this.#most = 1;
  }

  /**
   * What is done in a frame.
   * @param {number} interval milliseconds since the last one began
   * @param {number} speed batches at most
   * @returns {{ batches: number, draws: boolean }}
   */
  plan(interval, speed) {
    this.#adapt(interval);
    const passed = within(1, interval / FRAME, 3);
    const batch = this.#cost.batch;
    const draw = this.#cost.draw + this.#painting;
    const draws = this.#earnsDrawing(draw, passed, speed);
    const beside = draws ? draw : 0;
    const fit = Math.min(this.#fits(beside, passed), speed, this.#most);
    const batches = beside + fit * batch > LONGEST && draws ? 0 : fit;
    this.#isLong = beside + batches * batch > FRAME;
    return { batches, draws };
  }

  /** How many batches fit beside what else is done in a frame; one that fits into none comes when its time has been credited. @param {number} beside milliseconds @param {number} passed frames */
  #fits(beside, passed) {
    const { batch } = this.#cost;
    const credited = this.#credit.train + Math.max(0, this.#room * passed - beside);
    this.#credit.train = Math.min(credited, Math.max(this.#room, batch));
    const room = batch > this.#room ? batch : this.#room - beside;
    return Math.max(0, Math.round(Math.min(this.#credit.train, room) / batch));
  }

  /** Whether it is time to draw, which takes `draw` ms. @param {number} draw @param {number} passed frames @param {number} speed */
  #earnsDrawing(draw, passed, speed) {
    const left = this.#room - Math.min(speed, this.#most) * this.#cost.batch;
    this.#credit.draw = Math.min(this.#credit.draw + Math.max(this.#drawing * passed, left), draw);
    return this.#credit.draw >= draw;
  }

  /** @param {number} batches @param {number} took milliseconds */
  trained(batches, took) {
    if (batches === 0) return;
    this.#credit.train -= took;
    this.#cost.batch = followed(this.#cost.batch, Math.max(took, 0.02) / batches);
    this.#most = Math.max(this.#most, Math.ceil(1.5 * batches));
  }

  /** @param {number} took milliseconds */
  drawn(took) {
    this.#hasDrawn = true;
    this.#credit.draw = 0;
    this.#cost.draw = followed(this.#cost.draw, took);
  }

  /** A frame that comes late after a drawing had much to paint, any other one too much to do. @param {number} interval */
  #adapt(interval) {
    const isLate = !this.#isLong && interval > LATE.from && interval < LATE.to;
    const step = isLate ? -STEP.late : STEP.inTime;
    if (this.#hasDrawn) this.#painting = within(0, this.#painting - step, MOST_PAINTING);
    else this.#room = within(ROOM.least, this.#room + step, ROOM.most);
    this.#hasDrawn = false;
  }
}

/** @param {number} least @param {number} value @param {number} most */
function within(least, value, most) {
  return Math.min(most, Math.max(least, value));
}

/** @param {number} estimate @param {number} measured */
function followed(estimate, measured) {
  if (estimate === 0) return measured;
  return estimate + (measured > estimate ? FOLLOW.up : FOLLOW.down) * (measured - estimate);
}
