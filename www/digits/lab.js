// @ts-check
// The Digits lab: two models learn handwritten digits on one clock and guess what is drawn on the pad.

import './digits.css';
import { html, nothing, render } from 'lit';
import { Drawing, Race } from '../pkg/gradual.js';
import { createClock } from '../shared/clock.js';
import { modelSettings } from '../shared/settings.js';
import { trainBar } from '../shared/trainbar.js';
import { createCurve } from '../views/curve.js';
import { dataLine } from './data.js';
import { fetchFiles, opening, remaining } from './files.js';
import { guessBars, guessInWords, ranked } from './guesses.js';
import { hint } from './hint.js';
import { defaultModels, shape } from './models.js';
import { createPad } from './pad.js';
import { paintPixels } from './pixels.js';
import { paintWeights } from './weights.js';

/** Examples scored each frame: a sweep over 12,000 takes about a second. */
const SCORED = 200;
