// @ts-check
// Digits as people write them, for the tests to draw, and what the pad shows of them.

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {[x: number, y: number]} Place in the unit square, y down */
/** @typedef {Place[]} Stroke */
/** @typedef {{ x: number, y: number, width: number, height: number }} Bounds */
/** @typedef {{ name: string, label: number, strokes: Stroke[] }} Drawing */

/** One of each digit. @type {Record<string, Stroke[]>} */
export const digits = {
  0: [arc(0.5, 0.5, 0.22, 0.34, -90, 275)],
  1: [
    [
      [0.53, 0.15],
      [0.5, 0.5],
      [0.48, 0.86],
    ],
  ],
  2: [[...arc(0.5, 0.34, 0.2, 0.19, -165, 40), [0.34, 0.8], [0.32, 0.83], [0.74, 0.82]]],
  3: [[...arc(0.48, 0.33, 0.19, 0.17, -150, 85), ...arc(0.48, 0.67, 0.22, 0.18, -85, 150)]],
  4: [
    [
      [0.34, 0.15],
      [0.3, 0.52],
      [0.7, 0.5],
    ],
    [
      [0.66, 0.16],
      [0.64, 0.5],
      [0.61, 0.88],
    ],
  ],
  5: [[[0.7, 0.16], [0.38, 0.17], [0.34, 0.46], ...arc(0.48, 0.64, 0.2, 0.2, -100, 150)]],
  6: [[[0.6, 0.13], [0.42, 0.34], [0.34, 0.58], ...arc(0.5, 0.68, 0.17, 0.17, 190, -160)]],
  7: [
    [
      [0.27, 0.2],
      [0.5, 0.2],
      [0.74, 0.19],
      [0.6, 0.45],
      [0.47, 0.85],
    ],
  ],
  8: [[...arc(0.5, 0.32, 0.16, 0.17, -60, -270), ...arc(0.49, 0.68, 0.19, 0.19, -90, 270), [0.6, 0.42], [0.62, 0.22]]],
  9: [[...arc(0.48, 0.35, 0.17, 0.18, -20, -380), [0.63, 0.55], [0.58, 0.88]]],
};

/** Fifteen: those, and other ways to write some of them. @type {Drawing[]} */
export const drawings = [
  ...Object.entries(digits).map(([digit, strokes]) => ({ name: digit, label: Number(digit), strokes })),
  {
    name: '7 with a bar',
    label: 7,
    strokes: [
      ...digits[7],
      [
        [0.42, 0.52],
        [0.7, 0.5],
      ],
    ],
  },
  {
    name: '5 with its bar drawn last',
    label: 5,
    strokes: [
      [[0.38, 0.18], [0.36, 0.46], ...arc(0.47, 0.64, 0.2, 0.2, -100, 150)],
      [
        [0.39, 0.17],
        [0.72, 0.14],
      ],
    ],
  },
  {
    name: '1 with an upstroke',
    label: 1,
    strokes: [
      [
        [0.24, 0.42],
        [0.4, 0.32],
        [0.6, 0.14],
        [0.54, 0.5],
        [0.47, 0.87],
      ],
    ],
  },
  {
    name: '4 in one stroke',
    label: 4,
    strokes: [
      [
        [0.5, 0.15],
        [0.36, 0.62],
        [0.6, 0.52],
        [0.51, 0.88],
      ],
    ],
  },
  {
    name: '9 with a bow',
    label: 9,
    strokes: [[...arc(0.46, 0.3, 0.15, 0.14, -100, -440), [0.62, 0.46], ...arc(0.5, 0.67, 0.2, 0.18, -45, 140)]],
  },
];

/** Where a digit may stand: its middle, and its longer side as a share of the pad. */
export const placements = {
  centred: { middle: [0.5, 0.5], size: 0.6 },
  filling: { middle: [0.5, 0.5], size: 0.92 },
  small: { middle: [0.45, 0.55], size: 0.22 },
  'top left': { middle: [0.16, 0.16], size: 0.26 },
  'bottom right': { middle: [0.84, 0.84], size: 0.26 },
};

/**
 * The same digit elsewhere and of another size.
 * @param {Stroke[]} strokes @param {{ middle: number[], size: number }} placement
 */
export function placed(strokes, { middle, size }) {
  const sides = [0, 1].map((axis) => {
    const along = strokes.flat().map((place) => place[axis]);
    return { low: Math.min(...along), high: Math.max(...along) };
  });
  const scale = size / Math.max(...sides.map(({ low, high }) => high - low));
  const put = (/** @type {Place} */ place) =>
    /** @type {Place} */ (sides.map(({ low, high }, i) => middle[i] + scale * (place[i] - (low + high) / 2)));
  return strokes.map((stroke) => stroke.map(put));
}

/** Draws with the mouse. @param {Page} page @param {Stroke[]} strokes */
export async function draw(page, strokes) {
  await trace(page.mouse, await padBounds(page), strokes);
}

/** @param {Pick<Page['mouse'], 'move' | 'down' | 'up'>} mouse @param {Bounds} pad @param {Stroke[]} strokes */
export async function trace(mouse, pad, strokes) {
  for (const [first, ...rest] of strokes) {
    await mouse.move(...inside(pad, first));
    await mouse.down();
    for (const place of rest) await mouse.move(...inside(pad, place), { steps: 4 });
    await mouse.up();
  }
}

/** @param {Page} page @returns {Promise<Bounds>} */
export async function padBounds(page) {
  const bounds = await page.getByRole('img', { name: 'Drawing pad' }).boundingBox();
  if (!bounds) throw new Error('There is no drawing pad.');
  return bounds;
}

/** @param {Bounds} bounds @param {Place} place @returns {Place} */
export function inside({ x, y, width, height }, [across, down]) {
  return [x + across * width, y + down * height];
}

/** How many pixels of a canvas are not clear. @param {Page} page @param {string} name @returns {Promise<number>} */
export function ink(page, name) {
  return page.getByRole('img', { name }).evaluate((element) => {
    const canvas = /** @type {HTMLCanvasElement} */ (element);
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((value, i) => i % 4 === 3 && value > 0).length;
  });
}

/** What the networks see, `[784]` from 0 (paper) to 1 (ink). @param {Page} page @returns {Promise<number[]>} */
export function seen(page) {
  return page.getByRole('img', { name: 'Network input 28 × 28' }).evaluate((element) => {
    const canvas = /** @type {HTMLCanvasElement} */ (element);
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    const step = canvas.width / 28;
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const alpha = (/** @type {number} */ x, /** @type {number} */ y) => data[4 * (y * canvas.width + x) + 3] / 255;
    return Array.from({ length: 784 }, (_, i) => alpha((i % 28) * step + 1, Math.floor(i / 28) * step + 1));
  });
}

/** By which share of their ink two pictures differ. @param {number[]} a @param {number[]} b */
export function difference(a, b) {
  const total = a.reduce((sum, value) => sum + value, 0);
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / total;
}

/**
 * Part of an ellipse, angles in degrees clockwise from the right.
 * @param {number} x @param {number} y @param {number} rx @param {number} ry @param {number} from @param {number} to
 * @returns {Stroke}
 */
export function arc(x, y, rx, ry, from, to) {
  const steps = 24;
  return Array.from({ length: steps + 1 }, (_, i) => {
    const angle = ((from + ((to - from) * i) / steps) * Math.PI) / 180;
    return [x + rx * Math.cos(angle), y + ry * Math.sin(angle)];
  });
}
