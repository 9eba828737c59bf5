// @ts-check
// A short video of a run: the boundaries side by side and the loss below them, while the models learn.

import { Refusal } from '../../shared/refusal.js';
import { boundaryOf } from './boundary.js';
import { lossOf } from './loss.js';
import { drawSlide, HEIGHT, WIDTH } from './slide.js';

/** @typedef {import('../../labs.js').Lab} Lab */
/** @typedef {import('./slide.js').Box} Box */

/** What browsers can write, the most widely read first. */
const TYPES = ['video/mp4;codecs=avc1.4d0028', 'video/mp4', 'video/webm;codecs=vp9', 'video/webm'];

/** Milliseconds of a video, and its frames a second. */
const [LENGTH, RATE] = [8000, 30];

/** The share of the height that the boundaries have. */
const UPPER = 0.64;

/** Of a video that this browser can make; none where it can make none. */
export const videoType = () =>
  'MediaRecorder' in globalThis ? TYPES.find((type) => MediaRecorder.isTypeSupported(type)) : undefined;

/**
 * Trains and records until the time is up or it is cancelled.
 * @param {Lab} lab @param {{ signal: AbortSignal, progress: (share: number) => void }} job @returns {Promise<{ file: Blob, name: string } | null>} nothing where it was cancelled
 */
export async function record(lab, { signal, progress }) {
  const type = videoType();
  if (!type) throw new Refusal('This browser can record no video.');
  const canvas = Object.assign(document.createElement('canvas'), { width: WIDTH, height: HEIGHT });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const recorder = new MediaRecorder(canvas.captureStream(RATE), { mimeType: type, videoBitsPerSecond: 8_000_000 });
  /** @type {Blob[]} */
  const parts = [];
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
  const ended = new Promise((done) => recorder.addEventListener('stop', done, { once: true }));
  const wasRunning = lab.running?.();
  drawSlide(context, picture(lab));
  recorder.start(1000);
  lab.train?.(true);
  await frames(signal, (share) => {
    drawSlide(context, picture(lab));
    progress(share);
  });
  if (!wasRunning) lab.train?.(false);
  recorder.stop();
  await ended;
  if (signal.aborted) return null;
  return { file: new Blob(parts, { type }), name: `gradual.${type.includes('mp4') ? 'mp4' : 'webm'}` };
}

/** Draws in every frame until the time is up. @param {AbortSignal} signal @param {(share: number) => void} draw */
function frames(signal, draw) {
  const start = performance.now();
  return /** @type {Promise<void>} */ (
    new Promise((done) => {
      const next = () => {
        const share = (performance.now() - start) / LENGTH;
        if (signal.aborted || share >= 1) return done();
        draw(share);
        requestAnimationFrame(next);
      };
      next();
    })
  );
}

/** @param {Lab} lab @returns {import('./slide.js').Picture} */
function picture({ race, points }) {
  const models = race.models();
  const epoch = Math.max(...race.report().models.map(({ epoch }) => epoch));
  return {
    title: `${models.map(({ name }) => name).join(', ')}: epoch ${epoch}`,
    draw(context, { left, top, width, height }) {
      const upper = points ? UPPER * height : 0;
      const share = width / models.length;
      if (points)
        models.forEach((_, i) => {
          boundaryOf(race, i, points)(context, { left: left + i * share, top, width: share, height: upper });
        });
      lossOf(race, false)(context, { left, top: top + upper, width, height: height - upper });
    },
  };
}
