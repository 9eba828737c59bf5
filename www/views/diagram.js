// @ts-check
// A network's diagram: what every neuron computes over the plane, weights as lines, biases as dots.

import { BoundaryPlane } from '../pkg/gradual.js';
import { createCanvas } from '../shared/canvas.js';
import { coreColours, css, diverging, font, palette } from '../shared/colour.js';
import { createStill } from './still.js';

/** @typedef {import('../pkg/gradual.js').Race} Race */
/** @typedef {import('../pkg/gradual.js').LayerShape} LayerShape */
/** @typedef {import('../pkg/gradual.js').Health} Health */
/** @typedef {{ x: number, y: number }} Place */

/** Cells on a side of a neuron's picture. */
const SIDE = 24;

/** Largest picture and least gap between two, in CSS pixels. */
const TILE = { most: 40, gap: 5 };

/** Height of a unit at least, with its gap, in CSS pixels. */
const LEAST_PITCH = 18;

/** A weight of this size or more is drawn with the thickest line. */
const STRONG = 4;

/** What is drawn. @typedef {{ layers: LayerShape[], health: Health[] }} Drawn */
/** Where everything was drawn. @typedef {{ layers: LayerShape[], places: Place[][], tile: number }} Drawing */

/** Of each diagram, for those who ask what lies under the pointer. @type {WeakMap<Element, Drawing>} */
export const drawings = new WeakMap();

/** @param {HTMLElement} element @param {{ name: string, scope: import('../shared/scope.js').Scope }} options `name`: the model's */
export function createDiagram(element, { name, scope }) {
  const canvas = element.appendChild(document.createElement('canvas'));
  canvas.role = 'img';
  canvas.className = 'diagram';
  const surface = createCanvas(canvas, scope, () => again());
  const atlas = document.createElement('canvas');
  const still = createStill();
  const core = new BoundaryPlane();
  scope.onDispose(() => core.free());
  let [description, told] = ['', ''];
  /** Draws what was drawn last. */
  let again = () => {};

  /** @param {Race} race @param {number} model @param {Drawn} drawn */
  function paint(race, model, { layers, health }) {
    const sharp = surface.begin();
    if (!sharp) return;
    const { context, width, height } = sharp;
    const parameters = race.parameters(model).slice();
    const counts = [2, ...layers.map(({ outputs }) => outputs)];
    const tile = tileSize(counts, width, height);
    const places = placesOf(counts, width, height, tile);
    drawings.set(canvas, { layers, places, tile });
    drawWeights(context, layers, parameters, places, tile);
    paintAtlas(atlas, core.units(race, model, SIDE, coreColours()));
    still.put(sharp, [layers], (context) => drawInputs(context, places[0], tile));
    drawNeurons(context, atlas, places.slice(1), tile);
    drawBiases(context, layers, parameters, places, tile);
    drawIllness(context, health, places.slice(1).flat(), tile);
  }

  /** @param {Health[]} health */
  function tell(health) {
    const now = description + illness(health);
    if (now !== told) canvas.ariaLabel = told = now;
  }

  return {
    /** @param {LayerShape[]} layers */
    describe(layers) {
      const sizes = layers.map(({ outputs, activation }) => `${outputs} ${activation}`).join(', ');
      canvas.style.setProperty('--tallest', `${LEAST_PITCH * Math.max(...layers.map(({ outputs }) => outputs))}px`);
      description = `Network diagram: ${name}. Inputs x₁ and x₂, then units by layer: ${sizes}.`;
      tell([]);
    },
    /** @param {Race} race @param {number} model @param {Drawn} drawn */
    draw(race, model, drawn) {
      tell(drawn.health);
      again = () => paint(race, model, drawn);
      again();
    },
  };
}

/** Tiles leave room for the gaps between units and for the weights between columns. @param {number[]} counts units in each column @param {number} width @param {number} height */
function tileSize(counts, width, height) {
  const tall = (height - TILE.gap) / Math.max(...counts);
  const wide = (width - 40) / (counts.length * 1.6);
  return Math.min(TILE.most, wide, tall - Math.min(TILE.gap, tall / 4));
}

/** The middle of every unit, column by column. @param {number[]} counts @param {number} width @param {number} height @param {number} tile @returns {Place[][]} */
function placesOf(counts, width, height, tile) {
  const [first, last] = [tile / 2 + 26, width - tile / 2 - 8];
  return counts.map((count, column) => {
    const x = first + ((last - first) * column) / (counts.length - 1);
    const pitch = Math.min(tile + 14, height / count);
    return Array.from({ length: count }, (_, i) => ({ x, y: height / 2 + (i - (count - 1) / 2) * pitch }));
  });
}

/**
 * @param {CanvasRenderingContext2D} context @param {LayerShape[]} layers @param {Float32Array} parameters
 * @param {Place[][]} places @param {number} tile
 */
function drawWeights(context, layers, parameters, places, tile) {
  const { below, above } = palette();
  layers.forEach(({ inputs, outputs, weights, biases }, l) => {
    if (weights === biases) return; // features have no weights
    for (let i = 0; i < inputs; i++) {
      for (let o = 0; o < outputs; o++) {
        const weight = parameters[weights + i * outputs + o];
        const strength = Math.min(1, Math.abs(weight) / STRONG);
        const [from, to] = [places[l][i], places[l + 1][o]];
        const middle = (from.x + to.x) / 2;
        context.beginPath();
        context.moveTo(from.x + tile / 2, from.y);
        context.bezierCurveTo(middle, from.y, middle, to.y, to.x - tile / 2, to.y);
        context.strokeStyle = css(weight < 0 ? below : above);
        context.globalAlpha = 0.25 + 0.75 * strength;
        context.lineWidth = 0.5 + 5.5 * strength;
        context.stroke();
      }
    }
  });
  context.globalAlpha = 1;
}

/** All neurons' pictures, one below the other. @param {HTMLCanvasElement} atlas @param {ImageData} pictures */
function paintAtlas(atlas, pictures) {
  const { width, height } = pictures;
  if (atlas.height !== height || atlas.width !== width) Object.assign(atlas, { width, height });
  /** @type {CanvasRenderingContext2D} */ (atlas.getContext('2d')).putImageData(pictures, 0, 0);
}

/** The inputs: x₁ grows to the right, x₂ upwards. @param {CanvasRenderingContext2D} context @param {Place[]} places @param {number} tile */
function drawInputs(context, places, tile) {
  const { ink } = palette();
  places.forEach(({ x, y }, i) => {
    const [left, top] = [x - tile / 2, y - tile / 2];
    const gradient =
      i === 0
        ? context.createLinearGradient(left, 0, left + tile, 0)
        : context.createLinearGradient(0, top + tile, 0, top);
    for (const stop of [0, 0.5, 1]) gradient.addColorStop(stop, css(diverging(2 * stop - 1)));
    context.fillStyle = gradient;
    context.fillRect(left, top, tile, tile);
    frame(context, left, top, tile);
    Object.assign(context, {
      fillStyle: ink,
      font: font('--text-4', 'italic'),
      textAlign: 'right',
      textBaseline: 'middle',
    });
    context.fillText(i === 0 ? 'x₁' : 'x₂', left - 6, y);
  });
}

/** @param {CanvasRenderingContext2D} context @param {HTMLCanvasElement} atlas @param {Place[][]} columns @param {number} tile */
function drawNeurons(context, atlas, columns, tile) {
  columns.flat().forEach(({ x, y }, unit) => {
    const [left, top] = [x - tile / 2, y - tile / 2];
    context.drawImage(atlas, 0, unit * SIDE, SIDE, SIDE, left, top, tile, tile);
    frame(context, left, top, tile);
  });
}

/** @param {CanvasRenderingContext2D} context @param {number} left @param {number} top @param {number} tile */
function frame(context, left, top, tile) {
  Object.assign(context, { strokeStyle: palette().muted, lineWidth: 1 });
  context.strokeRect(left, top, tile, tile);
}

/**
 * A bias is a dot at the lower left of its neuron, coloured by sign, as large as it is strong.
 * @param {CanvasRenderingContext2D} context @param {LayerShape[]} layers @param {Float32Array} parameters
 * @param {Place[][]} places @param {number} tile
 */
function drawBiases(context, layers, parameters, places, tile) {
  const { below, above, surface } = palette();
  layers.forEach(({ outputs, weights, biases }, l) => {
    if (weights === biases) return;
    for (let o = 0; o < outputs; o++) {
      const bias = parameters[biases + o];
      const { x, y } = places[l + 1][o];
      context.beginPath();
      context.arc(
        x - tile / 2,
        y + tile / 2,
        tile * (0.05 + 0.12 * Math.min(1, Math.abs(bias) / STRONG)),
        0,
        2 * Math.PI,
      );
      Object.assign(context, { fillStyle: css(bias < 0 ? below : above), strokeStyle: surface, lineWidth: 1 });
      context.fill();
      context.stroke();
    }
  });
}

/**
 * A dead unit is crossed out; a saturated one has a bar at its top.
 * @param {CanvasRenderingContext2D} context @param {Health[]} health @param {Place[]} places @param {number} tile
 */
function drawIllness(context, health, places, tile) {
  const { ink } = palette();
  Object.assign(context, { strokeStyle: ink, lineWidth: Math.max(1.5, tile / 16) });
  health.forEach((state, unit) => {
    if (state === 'well') return;
    const [left, top] = [places[unit].x - tile / 2, places[unit].y - tile / 2];
    context.beginPath();
    if (state === 'dead') {
      context.moveTo(left, top);
      context.lineTo(left + tile, top + tile);
      context.moveTo(left + tile, top);
      context.lineTo(left, top + tile);
    } else {
      context.moveTo(left + tile / 5, top + tile / 8);
      context.lineTo(left + (4 * tile) / 5, top + tile / 8);
    }
    context.stroke();
  });
}

/** What the marks mean; nothing while there are none. @param {Health[]} health */
export function illness(health) {
  const count = (/** @type {Health} */ state) => health.filter((other) => other === state).length;
  const [dead, saturated] = [count('dead'), count('saturated')];
  const crossed = dead ? ` ✕ ${dead} dead: always 0, learns nothing.` : '';
  const barred = saturated ? ` ▔ ${saturated} saturated: hardly learns.` : '';
  return crossed + barred;
}
