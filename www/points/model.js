// @ts-check
// One contender of the Points lab: its boundary, its diagram, its settings.

import { html, nothing, render } from 'lit';
import { randomSeed, Stopping } from '../pkg/gradual.js';
import { fold } from '../shared/fold.js';
import { nearestTo, placesOn } from '../shared/nearest.js';
import { quality } from '../shared/quality.js';
import { isRestHere, rest } from '../shared/rest.js';
import { modelSettings } from '../shared/settings.js';
import { createBoundary } from '../views/boundary.js';
import { createDiagram, illness } from '../views/diagram.js';
import { drawEllipses, drawMade } from '../views/ellipses.js';
import { createFit } from '../views/fit.js';
import { drawPicked } from '../views/picked.js';
import { unitInNumbers, weightTables } from '../views/weights.js';
import { fieldsOf, kindOf } from './lineup.js';
import { ending } from './time/ending.js';

/** @typedef {import('../pkg/gradual.js').ModelConfig} ModelConfig */
/** @typedef {import('../pkg/gradual.js').LayerShape} LayerShape */
/** @typedef {import('../views/plane.js').Plane} Plane */
/** @typedef {import('./section.js').LabView} LabView */
/** @typedef {import('./section.js').Points} Points */
/** Which folds of a model are open. @typedef {{ settings?: boolean, numbers?: boolean }} Look */

/** Points that naive Bayes makes up at once. */
const NEW_POINTS = 200;

export class Model {
  #element;
  #index;
  #lab;
  #look;
  #boundary;
  #fit;
  #diagram;
  /** @type {LayerShape[]} */
  #layers = [];
  /** Whether the points have a value over x₁ alone. */
  #isCurve = false;
  /** Points that naive Bayes made up, `[count, 3]`. @type {Float32Array} */
  #made = new Float32Array();
  /** Where the points were drawn last. @type {Plane | null} */
  #plane = null;
  #scope;
  /** Comes with the rest of the core. @type {import('../pkg/gradual.js').CheckUp | undefined} */
  #checkUp;
  #drawn = unchanged();

  /**
   * @param {HTMLElement} element @param {number} index @param {LabView} lab
   * @param {{ look: () => Look, setLook: (patch: Look) => void, scope: import('../shared/scope.js').Scope }} own
   */
  constructor(element, index, lab, { look, setLook, scope }) {
    this.#element = element;
    this.#index = index;
    this.#lab = lab;
    this.#look = { get: look, set: setLook };
    this.#scope = scope;
    const { name } = this.#config;
    render(template(name, index), element);
    this.#boundary = createBoundary(this.#find('.boundary-place'), { name, scope });
    this.#fit = createFit(this.#find('.boundary-place'), { name, scope });
    this.#diagram = createDiagram(this.#find('.diagram-place'), { name, scope });
    scope.listen(this.#boundary.canvas, 'click', ({ offsetX, offsetY }) => this.#pick(offsetX, offsetY));
  }

  /** @param {string} place */
  #find(place) {
    return /** @type {HTMLElement} */ (this.#element.querySelector(place));
  }

  get #config() {
    return this.#lab.models()[this.#index];
  }

  /** Its settings, the points or the way of looking have changed. */
  configure() {
    const race = this.#lab.race();
    render(nothing, this.#find('.told')); // it was of what one did before
    this.#layers = race.layers(this.#index);
    this.#isCurve = this.#lab.source().curve;
    this.#diagram.describe(this.#layers);
    this.#find('.health-place').hidden = this.#layers.length < 2;
    this.#makePoints();
    render(this.#settings(), this.#find('.settings-panel'));
    const remove = () => this.#lab.attempt((race) => race.removeModel(this.#index));
    const canGo = this.#lab.models().length > 1;
    render(canGo ? removal(this.#config, remove) : nothing, this.#find('.remove-place'));
    this.#drawn.forget();
  }

  /** Without points to be like, none are made. */
  #makePoints() {
    const { name } = this.#config;
    const seed = this.#lab.marked.value.made[name];
    const race = this.#lab.race();
    const makes = kindOf(this.#config) === 'naiveBayes' && seed !== undefined && race.trainCount > 0 && isRestHere();
    this.#made = makes ? rest().NaiveBayes.newPoints(race, NEW_POINTS, seed).slice() : new Float32Array();
  }

  #settings() {
    const config = this.#config;
    const { open, folded } = fieldsOf(config);
    const change = (/** @type {ModelConfig} */ changed) =>
      this.#lab.attempt((race) => race.setModel(this.#index, changed));
    const { marked } = this.#lab;
    const make = () => marked.set({ made: { ...marked.value.made, [config.name]: randomSeed() } });
    const { settings = false, numbers = false } = this.#look.get();
    return html`<h3 class="visually-hidden">Settings of ${config.name}</h3>
      <div class="making-place">
        ${kindOf(config) === 'naiveBayes' ? making(make) : nothing}
      </div>
      <div class="settings-open">${modelSettings(config, { fields: open }, change)}</div>
      <details ${fold(settings, (settings) => this.#look.set({ settings }))}>
        <summary>More settings</summary>
        <div class="settings-folded">
          ${modelSettings(config, { fields: folded }, change)}
          ${folded.includes('features') && !open.includes('layers') ? html`<small class="hint">Other inputs, another loss or other first weights restart all models.</small>` : nothing}
        </div>
      </details>
      <details class="numbers" ${fold(numbers, (numbers) => this.#look.set({ numbers }))}>
        <summary>Weights in numbers</summary>
        <div></div>
      </details>`;
  }

  /** Draws what has changed. */
  draw() {
    const lab = this.#lab;
    const { models, regression } = lab.report();
    const { stopped, heldOut, train } = models[this.#index];
    render(goodness(heldOut ?? train, regression), this.#find('.good'));
    const watched = lab.watched()[this.#index];
    render(stopped ? ending(watched, stopped, this.#ways) : nothing, this.#find('.stopped-place'));
    const parameters = lab.race().parameters(this.#index);
    if (this.#drawn.same(parameters, lab.points(), lab.picked())) return;
    this.#drawPicture();
    const health = this.#health();
    this.#diagram.draw(lab.race(), this.#index, { layers: this.#layers, health });
    render(illness(health), this.#find('.health-place'));
    this.#drawNumbers();
  }

  /** Units that are dead or saturated, which none is before the rest of the core is there. @returns {import('../pkg/gradual.js').Health[]} */
  #health() {
    if (!isRestHere()) return [];
    this.#checkUp ??= this.#scope.owns(new (rest().CheckUp)());
    return this.#checkUp.run(this.#lab.race(), this.#index);
  }

  /** The ways on for a model that no longer trains. */
  #ways = {
    goOn: () => this.#goOn((race) => Stopping.goOn(race, this.#index)),
    help: (/** @type {import('../pkg/gradual.js').Help} */ help) =>
      this.#goOn((race) => Stopping.remedy(race, this.#index, help)),
  };

  /** @param {(race: import('../pkg/gradual.js').Race) => void} change */
  #goOn(change) {
    this.#lab.attempt(change);
    this.#lab.clock.start();
  }

  #drawPicture() {
    const lab = this.#lab;
    this.#boundary.show(!this.#isCurve);
    this.#fit.show(this.#isCurve);
    if (this.#isCurve) this.#fit.draw(lab.race(), this.#index, lab.points(), lab.picked());
    else this.#boundary.draw(lab.race(), this.#index, lab.points(), (plane) => this.#drawOver(plane));
  }

  /** What a generative model shows, and the point that is picked. @param {Plane} plane */
  #drawOver(plane) {
    this.#plane = plane;
    if (kindOf(this.#config) === 'naiveBayes' && isRestHere()) {
      drawMade(plane, this.#made);
      drawEllipses(plane, rest().NaiveBayes.ellipses(this.#lab.race()));
    }
    const picked = this.#lab.picked();
    const { inputs } = this.#lab.points();
    if (picked !== null) drawPicked(plane.context, plane.x(inputs[2 * picked]), plane.y(inputs[2 * picked + 1]));
  }

  /** @param {number} x @param {number} y in CSS pixels */
  #pick(x, y) {
    if (!this.#plane) return;
    this.#lab.pick(nearestTo(placesOn(this.#lab.points().inputs, this.#plane), x, y));
    render(whatClicksDo(this.#lab.picked()), this.#find('.told'));
  }

  #drawNumbers() {
    const [layers, race] = [this.#layers, this.#lab.race()];
    const formula = layers.length === 1 && layers[0].outputs === 1 && layers[0].activation === 'sigmoid';
    render(formula ? unitInNumbers(race.parameters(this.#index)) : nothing, this.#find('.formula-place'));
    if (this.#look.get().numbers)
      render(weightTables(layers, race.parameters(this.#index)), this.#find('.numbers div'));
  }
}

/** Remembers numbers and values, and tells whether they are still the same. */
function unchanged() {
  let before = new Float32Array();
  /** @type {unknown[] | null} */
  let values = null;
  return {
    /** @param {Float32Array} numbers @param {unknown[]} others */
    same(numbers, ...others) {
      const same =
        values !== null &&
        others.every((value, i) => value === values?.[i]) &&
        numbers.length === before.length &&
        numbers.every((value, i) => Object.is(value, before[i]));
      if (!same) [before, values] = [numbers.slice(), others];
      return same;
    },
    forget() {
      values = null;
    },
  };
}

/** @param {() => void} make */
function making(make) {
  return html`<button type="button" @click=${make}>Make new points</button>
    <p class="hint">It knows how each class lies (ellipses: one and two standard deviations), so it can make up points like them. The models that only know the boundary can't.</p>`;
}

/** What came of a click without a brush, and how to paint. @param {number | null} picked */
function whatClicksDo(picked) {
  const paint = 'To paint points, choose a brush under Data first.';
  return picked === null ? paint : `This point is opened below, under Look inside. ${paint}`;
}

/** How good it is, on examples that it does not learn from if there are any. @param {import('../pkg/gradual.js').Score | null | undefined} score @param {boolean} regression */
function goodness(score, regression) {
  if (!score) return nothing;
  const good = quality(regression).told(score.accuracy);
  return regression ? html`R² <b>${good}</b>` : html`<b>${good}</b> right`;
}

/** @param {ModelConfig} config @param {() => void} remove */
function removal({ name }, remove) {
  return html`<button type="button" class="remove" aria-label="Remove ${name}" @click=${remove}>×</button>`;
}

/** @param {string} name @param {number} index */
function template(name, index) {
  return html`
    <div class="panel boundary-panel">
      <header>
        <h2 style="color: var(--model-${index})">${name}</h2>
        <span class="good"></span>
        <span class="remove-place"></span>
      </header>
      <div class="stopped-place"></div>
      <div class="boundary-place"></div>
      <p class="told hint" role="status"></p>
    </div>
    <div class="panel diagram-panel">
      <p class="whose" aria-hidden="true" style="color: var(--model-${index})">${name}</p>
      <div class="diagram-place"></div>
      <div class="formula-place"></div>
      <p class="hint health-place"></p>
    </div>
    <div class="panel settings-panel"></div>
  `;
}
