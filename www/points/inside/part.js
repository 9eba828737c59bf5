// @ts-check
// A part of what is open, marked while one stands at an operation that it tells of.

import { html } from 'lit';

/** @typedef {import('./operations.js').Kind} Kind */

/** @param {import('./panel.js').Pass} pass @param {string} title @param {Kind[]} kinds @param {unknown} content */
export function part({ operation }, title, kinds, content) {
  const now = operation && kinds.includes(operation.kind) ? 'now' : '';
  return html`<section class="inside-part ${now}"><h4>${title}</h4>${content}</section>`;
}
