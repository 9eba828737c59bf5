// @ts-check
// The linked pictures, in the order in which they stand. One more is one entry.

import { updateArrows } from './arrows.js';
import { errorCurves } from './errors.js';
import { hiddenSpace } from './hidden.js';
import { lossSurface } from './loss-surface.js';
import { sCurve } from './s-curve.js';

/** @type {import('./view.js').ViewEntry[]} */
export const views = [lossSurface, hiddenSpace, sCurve, errorCurves, updateArrows];
