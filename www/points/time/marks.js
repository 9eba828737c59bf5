// @ts-check
// What stands on the loss chart beside the curves of the run: earlier runs, flags of the stopping rules, the moment shown.

import { palette, token } from '../../shared/colour.js';
import { firstRules, wordsOf } from './rules.js';

/** @typedef {import('../../pkg/gradual.js').Race} Race */
/** @typedef {import('../../pkg/gradual.js').StopRule} StopRule */
/** @typedef {import('uplot')} UPlot */
/** @typedef {import('../curves.js').Along} Along */

/**
 * What of the past one wants to see.
 * @typedef {object} Marks
 * @property {StopRule[]} rules
 * @property {boolean} flags whether their flags are on the chart
 * @property {Set<number>} hidden earlier runs that are not
 */

/** Height of a line of flags, and how many lines there are, in CSS pixels. */
const FLAG = { line: 11, lines: 10 };

/** A logarithmic axis has no place for 0. */
const SMALLEST = 1e-6;

/** @returns {Marks} */
export function firstMarks() {
  return { rules: structuredClone(firstRules), flags: true, hidden: new Set() };
}

/** @param {Race} race @param {Marks} marks */
function shownRuns(race, { hidden }) {
  return race.runs().ended.filter(({ number }) => !hidden.has(number));
}

/** How far the earlier runs that are shown reach. @param {Race} race @param {Along} along @param {Marks} marks */
export function reach(race, along, marks) {
  const ends = shownRuns(race, marks).flatMap(({ number, models }) =>
    Array.from({ length: models }, (_, i) => race.runHistory(number, i, along).at(-1) ?? 0),
  );
  return Math.max(0, ...ends);
}

/** Draws over the chart of a race against `along`. @param {UPlot} plot @param {Race} race @param {Along} along @param {Marks} marks */
export function drawMarks(plot, race, along, marks) {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  drawRuns(plot, race, along, marks);
  drawMoment(plot, race, along);
  if (marks.flags) drawFlags(plot, race, along, marks);
  ctx.restore();
}

/** @param {UPlot} plot @param {Race} race @param {Along} along @param {Marks} marks */
function drawRuns(plot, race, along, marks) {
  const { ctx } = plot;
  ctx.globalAlpha = 0.4;
  ctx.lineWidth = devicePixelRatio;
  for (const { number, models } of shownRuns(race, marks)) {
    for (let i = 0; i < models; i++) {
      const x = race.runHistory(number, i, along).slice();
      const y = race.runHistory(number, i, 'heldOutLoss').slice();
      const seen = y.some(Number.isFinite) ? y : race.runHistory(number, i, 'trainLoss').slice();
      ctx.strokeStyle = ctx.fillStyle = token(`--model-${i}`);
      const end = drawCurve(plot, x, seen);
      if (end && i + 1 === models) drawText(ctx, `run ${number}`, end.x - 2, end.y - 3, 'right');
    }
  }
  ctx.globalAlpha = 1;
}

/** @param {UPlot} plot @param {Float32Array} x @param {Float32Array} y @returns {{ x: number, y: number } | null} its end */
function drawCurve(plot, x, y) {
  const { ctx } = plot;
  let end = null;
  ctx.beginPath();
  for (let k = 0; k < x.length; k++) {
    if (!Number.isFinite(y[k])) continue;
    end = { x: plot.valToPos(x[k], 'x', true), y: plot.valToPos(Math.max(y[k], SMALLEST), 'y', true) };
    ctx.lineTo(end.x, end.y);
  }
  ctx.stroke();
  return end;
}

/** Where one looks at the past: what came after is dimmed. @param {UPlot} plot @param {Race} race @param {Along} along */
function drawMoment(plot, race, along) {
  const { moments, at, epochs } = race.past();
  if (at + 1 >= moments) return;
  const { ctx, bbox } = plot;
  const { surface, ink } = palette();
  const x = plot.valToPos(placeOf(race, 0, along, epochs), 'x', true);
  ctx.globalAlpha = 0.65;
  ctx.fillStyle = surface;
  ctx.fillRect(x, bbox.top, bbox.left + bbox.width - x, bbox.height);
  ctx.globalAlpha = 1;
  drawPole(plot, x, ink, []);
}

/** @param {UPlot} plot @param {Race} race @param {Along} along @param {Marks} marks */
function drawFlags(plot, race, along, { rules }) {
  const watched = race.watched();
  watched.forEach(({ flags }, i) => {
    flags.forEach((flag, rule) => {
      if (!flag) return;
      const { ctx, bbox } = plot;
      const x = plot.valToPos(placeOf(race, i, along, flag.epochs), 'x', true);
      const line = (rule * watched.length + i) % FLAG.lines;
      ctx.fillStyle = token(`--model-${i}`);
      drawPole(plot, x, token(`--model-${i}`), [2, 4]);
      const [top, right] = [bbox.top + (FLAG.line * (line + 1) - 1) * devicePixelRatio, bbox.left + bbox.width - 60];
      drawText(ctx, `⚑ ${wordsOf[rules[rule].criterion.kind].flag}`, x, top, x > right ? 'right' : 'left');
    });
  });
}

/** @param {UPlot} plot @param {number} x @param {string} colour @param {number[]} dash */
function drawPole({ ctx, bbox }, x, colour, dash) {
  ctx.strokeStyle = colour;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash(dash.map((length) => length * devicePixelRatio));
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** @param {CanvasRenderingContext2D} ctx @param {string} text @param {number} x @param {number} y @param {CanvasTextAlign} align */
function drawText(ctx, text, x, y, align) {
  Object.assign(ctx, { font: `${10 * devicePixelRatio}px system-ui`, textAlign: align, textBaseline: 'alphabetic' });
  ctx.fillText(text, x, y);
}

/** x of a moment that is told in epochs. @param {Race} race @param {number} model @param {Along} along @param {number} epochs */
function placeOf(race, model, along, epochs) {
  if (along === 'epochs') return epochs;
  const done = race.history(model, 'epochs').slice();
  const k = done.findIndex((value) => value >= Math.fround(epochs));
  return race.history(model, along).at(k) ?? 0;
}
