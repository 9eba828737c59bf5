// @ts-check
// How frames share their time, in a simulated browser: what it does not fill with one frame of 60 a second takes another.

import { Pace } from '../../www/shared/pace.js';
import { expect, test } from './fixtures.js';

const FRAME = 1000 / 60;

/** Milliseconds that a batch, a drawing and the browser's painting of it take. @typedef {{ batch: number, draw: number, painting: number }} Costs */

/**
 * Some seconds of it, after one second in which it finds its pace.
 * @param {Costs} costs @param {{ drawing?: number, speed?: number }} [options]
 */
function simulate({ batch, draw, painting }, { drawing = 3, speed = Infinity } = {}) {
  const pace = new Pace(drawing);
  const sum = { all: 0, training: 0, frames: 0, draws: 0, longest: 0, batches: 0 };
  let interval = FRAME;
  for (let time = 0; time < 11_000; time += interval) {
    const { batches, draws } = pace.plan(interval, speed);
    pace.trained(batches, batches * batch);
    if (draws) pace.drawn(draw);
    const busy = batches * batch + (draws ? draw : 0);
    const painted = busy + 1.5 + (draws ? painting : 0);
    interval = FRAME * Math.max(1, Math.ceil(painted / FRAME));
    if (time < 1000) continue;
    sum.all += interval;
    sum.training += batches * batch;
    sum.batches += batches;
    sum.frames++;
    if (draws) sum.draws++;
    sum.longest = Math.max(sum.longest, busy);
  }
  const seconds = sum.all / 1000;
  return { ...sum, share: sum.training / sum.all, fps: sum.frames / seconds, drawings: sum.draws / seconds };
}

test('at full speed most of the time is training, at 50 frames a second or more, and no frame is long', () => {
  for (const batch of [0.001, 0.05, 0.8, 2.5, 4.5])
    for (const draw of [2, 5, 9, 14])
      for (const painting of [0, 2, 5]) {
        const what = `batch ${batch} ms, drawing ${draw} ms, painting ${painting} ms`;
        const points = simulate({ batch, draw, painting });
        expect(points.share, what).toBeGreaterThan(draw < 10 ? 0.5 : 0.45);
        expect(points.fps, what).toBeGreaterThan(draw < 10 ? 50 : 45);
        expect(points.longest, what).toBeLessThan(50);
        expect(points.drawings, what).toBeGreaterThan(8);
        const digits = simulate({ batch, draw, painting }, { drawing: 2 });
        expect(digits.share, what).toBeGreaterThan(0.6);
        expect(digits.fps, what).toBeGreaterThan(draw < 10 ? 50 : 45);
        expect(digits.drawings, what).toBeGreaterThan(4);
      }
});

test('a batch longer than a frame takes turns with drawing, and training keeps the greater part', () => {
  for (const batch of [12, 20, 35]) {
    const { share, drawings, longest } = simulate({ batch, draw: 8, painting: 2 }, { drawing: 2 });
    expect(share, `${batch} ms`).toBeGreaterThan(0.5);
    expect(drawings, `${batch} ms`).toBeGreaterThan(5);
    expect(longest, `${batch} ms`).toBeLessThan(50);
  }
});

test('at a chosen speed each frame trains so many, and is drawn where that fits', () => {
  for (const speed of [1, 3]) {
    const { frames, batches, draws } = simulate({ batch: 0.5, draw: 6, painting: 1 }, { speed });
    expect(batches).toBe(speed * frames);
    expect(draws).toBe(frames);
  }
});

test('where drawing takes longer than a frame, training goes on between the drawings', () => {
  const { share, drawings } = simulate({ batch: 1, draw: 45, painting: 10 });
  expect(share).toBeGreaterThan(0.3);
  expect(drawings).toBeGreaterThan(2);
});

test('a cost that has changed is found again from a single batch', () => {
  const pace = new Pace(3.5);
  for (let frame = 0; frame < 100; frame++) {
    const { batches, draws } = pace.plan(FRAME, Infinity);
    pace.trained(batches, 0.01 * batches);
    if (draws) pace.drawn(3);
  }
  expect(pace.plan(FRAME, Infinity).batches).toBeGreaterThan(500);
  pace.measure();
  expect(pace.plan(FRAME, Infinity).batches).toBe(1);
});
