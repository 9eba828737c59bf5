// @ts-check
// The contenders side by side, each in a column of its own.

import { empty } from '../shared/empty.js';
import { createScope } from '../shared/scope.js';
import { Model } from './model.js';

/** @typedef {import('./model.js').Look} Look */

/** What is remembered of each model goes by its name, which no other has. @type {import('./section.js').Entry} */
export const models = {
  name: 'models',
  place: '.models',
  first: { looks: {} },
  create(element, lab, { scope, slice }) {
    /** @type {Model[]} */
    let contenders = [];
    let names = '';
    let own = createScope(scope);

    /** @param {string} name @returns {Look} */
    const lookOf = (name) => slice.value.looks[name] ?? {};

    /** @param {string} name @param {Look} patch */
    const setLook = (name, patch) =>
      slice.set({ looks: { ...slice.value.looks, [name]: { ...lookOf(name), ...patch } } });

    /** @param {string} name @param {number} i */
    function contender(name, i) {
      const section = element.appendChild(document.createElement('section'));
      section.className = `model model-${i}`;
      section.ariaLabel = name;
      const look = () => lookOf(name);
      return new Model(section, i, lab, { look, setLook: (patch) => setLook(name, patch), scope: own });
    }

    /** Places for the models that are there now. */
    function lineUp() {
      own.dispose();
      own = createScope(scope);
      const present = lab.models();
      empty(element);
      element.style.setProperty('--models', String(present.length));
      contenders = present.map(({ name }, i) => contender(name, i));
    }

    return {
      changed() {
        const now = JSON.stringify(lab.models().map(({ name }) => name));
        if (now !== names) lineUp();
        names = now;
        for (const contender of contenders) contender.configure();
      },
      scored() {
        for (const contender of contenders) contender.draw();
      },
    };
  },
};
