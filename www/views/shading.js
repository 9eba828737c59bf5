// @ts-check
// Outputs of a model as a shaded picture: values and two classes between two colours, more classes as a blend of theirs.

import { paintDiverging, palette } from '../shared/colour.js';

/** Full shading would hide the points. */
const STRENGTH = 0.62;

/** @param {Float32Array} outputs @param {number} classes @param {ImageData} image */
export function paintShading(outputs, classes, image) {
  if (classes === 1) return paintDiverging(outputs, image, { scale: STRENGTH, offset: 0 });
  if (classes === 2) return paintDiverging(outputs, image, { scale: 2 * STRENGTH, offset: -STRENGTH });
  for (let cell = 0; cell < image.width * image.height; cell++) {
    const [red, green, blue] = blend(outputs, cell * classes, classes);
    const i = cell << 2;
    image.data[i] = red;
    image.data[i + 1] = green;
    image.data[i + 2] = blue;
    image.data[i + 3] = 255;
  }
}

/** The classes' colours by their probabilities, on paper. @param {Float32Array} y @param {number} from @param {number} classes */
function blend(y, from, classes) {
  const { classes: colours, paper } = palette();
  const channel = (/** @type {number} */ c) => {
    let sum = paper[c];
    for (let k = 0; k < classes; k++) sum += STRENGTH * y[from + k] * (colours[k][c] - paper[c]);
    return sum;
  };
  return [channel(0), channel(1), channel(2)];
}
