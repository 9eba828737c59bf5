// @ts-check
// What stands on the loss chart beside the curves of the run: earlier runs, flags of the stopping rules, the moment shown.

import { Curves } from '../../pkg/gradual.js';
import { palette, token } from '../../shared/colour.js';
import { wordsOf } from './rules.js';

/** @typedef {import('../../pkg/gradual.js').Race} Race */
/** @typedef {import('uplot')} UPlot */
/** @typedef {import('../curves.js').Along} Along */
/** @typedef {import('../section.js').LabView} LabView */
/** An earlier run, with a curve for each of its models. @typedef {{ number: number, curves: { x: Float32Array, y: Float32Array }[] }} Earlier */

/** Height of a line of words, in CSS pixels. */
const LINE = 12;

/** A logarithmic axis has no place for 0. */
const SMALLEST = 1e-6;

/** @param {LabView} lab @param {() => Along} along what the chart is drawn against */
export function createMarks(lab, along) {
  /** The earlier runs that are shown; they no longer change. @type {Earlier[] | null} */
  let earlier = null;
  const shown = () => {
    earlier ??= earlierRuns(lab, along());
    return earlier;
  };
  return {
    /** Other runs may be shown, or against something else. */
    changed() {
      earlier = null;
    },
    /** How far along the earlier runs reach. */
    reach: () => Math.max(0, ...shown().flatMap(({ curves }) => curves.map(({ x }) => x.at(-1) ?? 0))),
    /** @param {UPlot} plot */
    draw(plot) {
      const { ctx, bbox } = plot;
      ctx.save();
      ctx.beginPath();
      ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
      ctx.clip();
      const words = createWords(plot);
      drawRuns(plot, shown(), words);
      drawMoment(plot, lab, along());
      if (lab.chart.value.flags) drawFlags(plot, lab, { along: along(), words });
      ctx.restore();
    },
  };
}

/** @param {LabView} lab @param {Along} along @returns {Earlier[]} */
function earlierRuns(lab, along) {
  const race = lab.race();
  const shown = lab
    .runs()
    .ended.filter(({ number, samePoints }) => samePoints && !lab.chart.value.hidden.includes(number));
  return shown.map(({ number, models }) => {
    const column = (/** @type {number} */ i, /** @type {import('../../pkg/gradual.js').Quantity} */ quantity) =>
      Curves.ofRun(race, number, i, quantity).slice();
    const curves = Array.from({ length: models }, (_, i) => {
      const heldOut = column(i, 'heldOutLoss');
      return { x: column(i, along), y: heldOut.some(Number.isFinite) ? heldOut : column(i, 'trainLoss') };
    });
    return { number, curves };
  });
}

/** @param {UPlot} plot @param {Earlier[]} runs @param {Words} words */
function drawRuns(plot, runs, words) {
  const { ctx } = plot;
  for (const { number, curves } of runs) {
    curves.forEach(({ x, y }, i) => {
      Object.assign(ctx, { globalAlpha: 0.4, lineWidth: devicePixelRatio, strokeStyle: token(`--model-${i}`) });
      const end = drawCurve(plot, x, y);
      Object.assign(ctx, { globalAlpha: 1, fillStyle: token(`--model-${i}`) });
      if (end && i + 1 === curves.length) words.put(`run ${number}`, end.x, end.y - LINE * devicePixelRatio);
    });
  }
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

/** Where one looks at the past: what came after is dimmed. @param {UPlot} plot @param {LabView} lab @param {Along} along */
function drawMoment(plot, lab, along) {
  const { moments, at, epochs } = lab.past();
  if (at + 1 >= moments) return;
  const { ctx, bbox } = plot;
  const { surface, ink } = palette();
  const x = plot.valToPos(placeOf(lab.race(), 0, along, epochs), 'x', true);
  ctx.globalAlpha = 0.65;
  ctx.fillStyle = surface;
  ctx.fillRect(x, bbox.top, bbox.left + bbox.width - x, bbox.height);
  ctx.globalAlpha = 1;
  drawPole(plot, x, ink, []);
}

/** @param {UPlot} plot @param {LabView} lab @param {{ along: Along, words: Words }} on */
function drawFlags(plot, lab, { along, words }) {
  const rules = lab.rules();
  const up = lab.watched().flatMap(({ flags }, i) =>
    flags.flatMap((flag, rule) => {
      if (!flag) return [];
      const x = plot.valToPos(placeOf(lab.race(), i, along, flag.epochs), 'x', true);
      return { x, colour: token(`--model-${i}`), name: wordsOf[rules[rule].criterion.kind].name };
    }),
  );
  for (const { x, colour } of up) drawPole(plot, x, colour, [2, 4]);
  for (const { x, colour, name } of up) {
    plot.ctx.fillStyle = colour;
    words.put(`⚑ ${name}`, x, plot.bbox.top);
  }
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

/** @typedef {ReturnType<typeof createWords>} Words */

/** Words on the chart, none upon another: each stands at its place or in the first free line below, and those that find none are left out. @param {UPlot} plot */
function createWords({ ctx, bbox }) {
  const line = LINE * devicePixelRatio;
  const [right, bottom] = [bbox.left + bbox.width, bbox.top + bbox.height];
  /** @type {{ left: number, right: number, top: number }[]} */
  const taken = [];
  Object.assign(ctx, { font: `${10 * devicePixelRatio}px system-ui`, textAlign: 'left', textBaseline: 'middle' });

  /** @param {{ left: number, right: number, top: number }} box */
  const isFree = (box) =>
    taken.every(
      (other) => box.left > other.right || box.right < other.left || Math.abs(box.top - other.top) >= line - 0.5,
    );

  return {
    /** @param {string} text @param {number} x @param {number} y its upper edge */
    put(text, x, y) {
      const width = ctx.measureText(text).width + 4 * devicePixelRatio;
      const left = Math.max(bbox.left, Math.min(x, right - width));
      for (let top = Math.max(y, bbox.top); top + line <= bottom; top += line) {
        const box = { left, right: left + width, top };
        if (!isFree(box)) continue;
        taken.push(box);
        drawText(ctx, text, left + 2 * devicePixelRatio, top + line / 2);
        return;
      }
    },
  };
}

/** With a rim of the ground, so that it can be read above curves. @param {CanvasRenderingContext2D} ctx @param {string} text @param {number} x @param {number} y */
function drawText(ctx, text, x, y) {
  Object.assign(ctx, { strokeStyle: token('--panel'), lineWidth: 3 * devicePixelRatio, lineJoin: 'round' });
  ctx.strokeText(text, x, y);
  ctx.fillText(text, x, y);
}

/** x of a moment that is told in epochs. @param {Race} race @param {number} model @param {Along} along @param {number} epochs */
function placeOf(race, model, along, epochs) {
  if (along === 'epochs') return epochs;
  const done = Curves.of(race, model, 'epochs').slice();
  const k = done.findIndex((value) => value >= Math.fround(epochs));
  return Curves.of(race, model, along).at(k) ?? 0;
}
