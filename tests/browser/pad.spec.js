// @ts-check
// The drawing pad: digits anywhere on it, several at once, undo, and all that pointers can do.

import { difference, digits, draw, drawings, ink, inside, padBounds, placed, placements, seen } from './drawings.js';
import { expect, test } from './fixtures.js';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('./drawings.js').Place} Place */
/** @typedef {import('./drawings.js').Stroke} Stroke */

// Requests that the service worker makes can't be held from here.
test.use({ serviceWorkers: 'block' });

const pointerTypes = ['mouse', 'touch', 'pen'];

/** Digits of a number, which fit beside each other. @param {number} digit @param {number} x its middle */
const inRow = (digit, x) => placed(digits[digit], { middle: [x, 0.5], size: 0.32 });

test('fifteen drawings are read wherever they stand', async ({ page }) => {
  test.setTimeout(240_000);
  await open(page);
  await expect(page.getByText(/^These models have learned/)).toBeVisible();
  /** @type {string[]} */
  const misread = [];
  let replayed = 0;
  for (const { name, label, strokes } of drawings) {
    /** @type {number[] | null} */
    let first = null;
    for (const [where, placement] of Object.entries(placements)) {
      await page.getByRole('button', { name: 'Clear' }).click();
      await replay(page, placed(strokes, placement), pointerTypes[replayed++ % pointerTypes.length]);
      const input = await seen(page);
      first ??= input;
      expect(difference(first, input), `the input of a ${name}, ${where}`).toBeLessThan(0.35);
      const guess = await guesses(page, 'Convolutional network').first().textContent();
      if (!guess?.startsWith(`${label}, `)) misread.push(`${name}, ${where}: ${guess}`);
    }
  }
  expect(misread.length, `misread: ${misread.join('; ')}`).toBeLessThanOrEqual(2);

  await anew(page, [...inRow(1, 0.85), ...inRow(4, 0.2), ...inRow(7, 0.55)]);
  await expect(page.getByRole('status', { name: 'First guess' })).toContainText('Convolutional network: 471, ');
});

test('several digits are told apart, and one of them is looked at', async ({ page }) => {
  await open(page);
  await draw(page, inRow(4, 0.2));
  const alone = await seen(page);
  const chooser = page.getByRole('radiogroup', { name: 'Digit', exact: true });
  await expect(chooser).toHaveCount(0);
  await expect(page.getByRole('status', { name: 'First guess' })).toContainText(/Network: \d, \d+ %/);

  await draw(page, [...inRow(7, 0.8), ...inRow(0, 0.5)]);
  await expect(chooser.getByRole('radio')).toHaveCount(3);
  await expect(page.getByRole('status', { name: 'First guess' })).toContainText(/Network: \d{3}, \d+ %/);
  await expect(page.getByRole('status', { name: 'Second guess' })).toContainText(/Network: \d{3}, \d+ %/);
  await expect(chooser.getByRole('radio', { name: '2nd' }), 'the one that was drawn last').toBeChecked();
  expect(difference(await seen(page), alone)).toBeGreaterThan(0.5);
  await expect(guesses(page, 'Network'), 'of that digit').toHaveCount(10);

  await chooser.getByRole('radio', { name: '1st' }).check({ force: true });
  expect(difference(await seen(page), alone)).toBe(0);
  await page.keyboard.press('ArrowRight');
  await expect(chooser.getByRole('radio', { name: '2nd' })).toBeChecked();

  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(chooser).toHaveCount(0);
  expect(difference(await seen(page), alone)).toBe(0);
});

test('as drawn, place and size matter; normalised, they do not', async ({ page }) => {
  await open(page);
  const mode = (/** @type {string} */ name) =>
    page.getByRole('radiogroup', { name: 'Input' }).getByRole('radio', { name }).check({ force: true });
  /** @type {Record<string, number[]>} */
  const inputs = {};
  for (const where of /** @type {const} */ (['centred', 'top left'])) {
    await anew(page, placed(digits[3], placements[where]));
    inputs[where] = await seen(page);
    await mode('As drawn');
    await expect(page.getByText(/classic mistake/)).toBeVisible();
    inputs[`${where}, as drawn`] = await seen(page);
    await mode('Normalised');
    expect(await seen(page)).toEqual(inputs[where]);
  }
  expect(difference(inputs.centred, inputs['top left'])).toBeLessThan(0.35);
  expect(difference(inputs['centred, as drawn'], inputs['top left, as drawn'])).toBeGreaterThan(1);
  const right = inputs['top left, as drawn'].filter((_, i) => i % 28 > 10 || i > 28 * 11);
  expect(Math.max(...right), 'the rest of the pad is empty').toBe(0);
});

test('an empty pad has no guesses; eraser and Clear empty it', async ({ page }) => {
  await open(page);
  const firstGuess = page.getByRole('status', { name: 'First guess' });
  await expect(firstGuess).toHaveText('Nothing drawn yet');
  await expect(guesses(page, 'Network')).toHaveCount(0);
  expect(await ink(page, 'Network input 28 × 28')).toBe(0);

  await draw(page, digits[1]);
  await expect(firstGuess).not.toHaveText('Nothing drawn yet');
  expect(await ink(page, 'Network input 28 × 28')).toBeGreaterThan(0);
  const whole = await ink(page, 'Drawing pad');

  await page.getByText('Eraser').click();
  await draw(page, [
    [
      [0.3, 0.7],
      [0.7, 0.7],
    ],
  ]);
  await page.mouse.move(0, 0);
  await expect.poll(() => ink(page, 'Drawing pad')).toBeLessThan(whole);
  await draw(page, [
    [
      [0.53, 0.1],
      [0.5, 0.5],
      [0.47, 0.9],
    ],
  ]);
  await expect(firstGuess).toHaveText('Nothing drawn yet');

  await page.getByText('Pencil').click();
  await draw(page, digits[1]);
  await expect(firstGuess).not.toHaveText('Nothing drawn yet');
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(firstGuess).toHaveText('Nothing drawn yet');
  expect(await ink(page, 'Drawing pad')).toBe(0);
});

test('strokes, erasures and Clear can be undone and done again', async ({ page }) => {
  await open(page);
  const [undo, redo] = ['Undo', 'Redo'].map((name) => page.getByRole('button', { name }));
  await expect(undo).toBeDisabled();
  await draw(page, digits[4]);
  const whole = await picture(page);
  await page.getByText('Eraser').click();
  await draw(page, [digits[4][1]]);
  await page.mouse.move(0, 0);
  const erased = await picture(page);
  expect(erased).not.toBe(whole);
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(page.getByRole('status', { name: 'First guess' })).toHaveText('Nothing drawn yet');

  await undo.click();
  expect(await picture(page)).toBe(erased);
  await page.keyboard.press('Control+z');
  expect(await picture(page)).toBe(whole);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(undo).toBeDisabled();
  expect(await ink(page, 'Drawing pad')).toBe(0);
  await page.keyboard.press('Control+Shift+z');
  await page.keyboard.press('Control+y');
  expect(await picture(page)).toBe(whole);
  await redo.click();
  expect(await picture(page)).toBe(erased);
  await page.keyboard.press('Control+z');
  await draw(page, digits[1]);
  await expect(redo, 'what came after is gone').toBeDisabled();

  const now = await picture(page);
  await page.getByRole('spinbutton', { name: 'Seed', exact: true }).press('Control+z');
  expect(await picture(page), 'where one types, the keys are for the text').toBe(now);
  await page.getByRole('button', { name: 'Show a test digit' }).click();
  await undo.click();
  expect(await picture(page), 'a test digit does not wipe a drawing for good').toBe(now);
});

test('finger and pen draw as the mouse does', async ({ page }) => {
  await open(page);
  await draw(page, digits[4]);
  const mouse = await seen(page);
  for (const pointerType of pointerTypes) {
    await page.getByRole('button', { name: 'Clear' }).click();
    await replay(page, digits[4], pointerType);
    expect(difference(mouse, await seen(page)), pointerType).toBeLessThan(0.1);
  }
});

test('what is no stroke leaves no ink', async ({ page }) => {
  await open(page);
  const [pad, empty] = [await padBounds(page), await picture(page)];
  const left = () => page.getByRole('button', { name: 'Undo' });

  await page.mouse.move(...inside(pad, [0.3, 0.3]));
  await page.mouse.down({ button: 'right' });
  await page.mouse.move(...inside(pad, [0.7, 0.7]), { steps: 3 });
  await page.mouse.up({ button: 'right' });
  expect(await picture(page), 'the right button').toBe(empty);

  await pointer(page, 'pointerdown', [0.2, 0.2], { pointerType: 'pen', button: 2, buttons: 2 });
  await pointer(page, 'pointermove', [0.6, 0.6], { pointerType: 'pen', buttons: 2 });
  await pointer(page, 'pointerup', [0.6, 0.6], { pointerType: 'pen', button: 2, buttons: 0 });
  expect(await picture(page), "the button on a pen's side").toBe(empty);

  await page.mouse.move(...inside(pad, [0.3, 0.3]));
  await page.mouse.down();
  await page.mouse.move(...inside(pad, [0.7, 0.7]), { steps: 3 });
  await page.keyboard.press('Escape');
  await page.mouse.move(...inside(pad, [0.2, 0.7]), { steps: 3 });
  await page.mouse.up();
  expect(await picture(page), 'a stroke given up with Escape').toBe(empty);
  await expect(left(), 'is not worth an undo').toBeDisabled();
});

test('a stroke ends with its pointer, its tab and its window', async ({ page }) => {
  await open(page);
  const pad = await padBounds(page);
  const start = async () => {
    await anew(page, []);
    await page.mouse.move(...inside(pad, [0.2, 0.2]));
    await page.mouse.down();
    await page.mouse.move(...inside(pad, [0.5, 0.5]), { steps: 3 });
    return picture(page);
  };
  const goesOn = async () => {
    const before = await picture(page);
    await page.mouse.move(...inside(pad, [0.8, 0.2]), { steps: 3 });
    return (await picture(page)) !== before;
  };

  await start();
  expect(await goesOn()).toBe(true);
  await page.mouse.up();
  expect(await goesOn()).toBe(false);

  const drawn = await start();
  await page.evaluate(() => dispatchEvent(new Event('blur')));
  expect(await goesOn(), 'another window came').toBe(false);
  expect(await picture(page), 'what was drawn stays').toBe(drawn);
  await page.mouse.up();

  await start();
  await page.evaluate(() => {
    location.hash = 'points';
  });
  await expect(page.getByRole('tab', { name: 'Points' })).toHaveAttribute('aria-selected', 'true');
  await page.evaluate(() => {
    location.hash = 'digits';
  });
  await expect(page.getByRole('img', { name: 'Drawing pad' })).toBeVisible();
  expect(await goesOn(), 'the other lab came').toBe(false);
  await page.mouse.up();
});

test('a line that leaves the pad and comes back has a gap there', async ({ page }) => {
  await open(page);
  const pad = await padBounds(page);
  await page.mouse.move(...inside(pad, [0.5, 0.2]));
  await page.mouse.down();
  await page.mouse.move(...inside(pad, [1.2, 0.2]), { steps: 8 });
  await page.mouse.move(...inside(pad, [1.2, 0.8]), { steps: 8 });
  await page.mouse.move(...inside(pad, [0.5, 0.8]), { steps: 8 });
  await page.mouse.up();
  const [top, edge, bottom] = await Promise.all(
    [0.2, 0.5, 0.8].map((y) => inkAt(page, /** @type {Place} */ ([y === 0.5 ? 0.98 : 0.9, y]))),
  );
  expect([top, edge, bottom]).toEqual([true, false, true]);
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await ink(page, 'Drawing pad'), 'it is one stroke to undo').toBe(0);
});

test("a pen's other end erases, and a pen is believed before a palm", async ({ page }) => {
  await open(page);
  await draw(page, digits[1]);
  const end = { pointerType: 'pen', button: 5, buttons: 32 };
  await pointer(page, 'pointerdown', [0.5, 0.1], end);
  for (let y = 0.15; y < 0.95; y += 0.05) await pointer(page, 'pointermove', [0.5, y], end);
  await pointer(page, 'pointerup', [0.5, 0.95], { ...end, buttons: 0 });
  expect(await ink(page, 'Drawing pad')).toBe(0);

  const palm = { pointerType: 'touch', pointerId: 7 };
  await pointer(page, 'pointerdown', [0.9, 0.9], palm);
  await pointer(page, 'pointermove', [0.7, 0.9], palm);
  await pointer(page, 'pointerdown', [0.2, 0.2], { pointerType: 'pen' });
  await pointer(page, 'pointermove', [0.5, 0.2], { pointerType: 'pen' });
  await pointer(page, 'pointermove', [0.6, 0.6], palm);
  await pointer(page, 'pointerup', [0.5, 0.2], { pointerType: 'pen', buttons: 0 });
  expect(await inkAt(page, [0.4, 0.2])).toBe(true);
  expect(await inkAt(page, [0.8, 0.9])).toBe(false);
  expect(await inkAt(page, [0.6, 0.6])).toBe(false);
});

test('the memory does not grow with the strokes', async ({ page }) => {
  test.setTimeout(180_000);
  await page.route(/\.idx\.gz/, () => {}); // no models, whose guesses would take most of the time
  await page.goto('./');
  await expect(page.getByRole('img', { name: 'Decision boundary: Network' })).toBeVisible();
  await page.getByRole('tab', { name: 'Digits' }).click();
  await padBounds(page);
  const sizes = [];
  for (let round = 0; round < 10; round++) sizes.push(await page.evaluate(scribble, 100));
  // In the first rounds the buffers and the history of what can be undone reach their size.
  expect(sizes.slice(4)).toEqual(Array(6).fill(sizes[3]));
});

test.describe('with a finger', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test('drawing does not scroll the page', async ({ page }) => {
    await open(page);
    expect(await page.evaluate(() => document.documentElement.scrollHeight > innerHeight)).toBe(true);
    const pad = await padBounds(page);
    const client = await page.context().newCDPSession(page);
    const touch = async (
      /** @type {'touchStart' | 'touchMove' | 'touchEnd'} */ type,
      /** @type {[number, number][]} */ ...at
    ) => client.send('Input.dispatchTouchEvent', { type, touchPoints: at.map(([x, y]) => ({ x, y })) });
    await touch('touchStart', inside(pad, [0.5, 0.9]));
    for (let y = 0.9; y > 0.1; y -= 0.05) await touch('touchMove', inside(pad, [0.5, y]));
    await touch('touchEnd');
    await expect(guesses(page, 'Network')).toHaveCount(10);
    expect(await page.evaluate(() => scrollY)).toBe(0);
    const height = await page.evaluate(() => {
      const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector('[aria-label="Drawing pad"]'));
      const { data, width } = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d')).getImageData(
        0,
        0,
        canvas.width,
        canvas.height,
      );
      const rows = new Set(
        [...data.keys()].filter((i) => i % 4 === 3 && data[i] > 0).map((i) => Math.floor(i / 4 / width)),
      );
      return rows.size / canvas.height;
    });
    expect(height, 'the stroke went all the way').toBeGreaterThan(0.75);
  });
  test('a touch that the browser takes for a gesture leaves no ink, and no more do two fingers', async ({ page }) => {
    await open(page);
    const pad = await padBounds(page);
    const client = await page.context().newCDPSession(page);
    const touch = (
      /** @type {'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel'} */ type,
      /** @type {Place[]} */ ...fingers
    ) => {
      const touchPoints = fingers.map((place, id) => ({ x: inside(pad, place)[0], y: inside(pad, place)[1], id }));
      return client.send('Input.dispatchTouchEvent', { type, touchPoints });
    };
    await touch('touchStart', [0.2, 0.2]);
    await touch('touchMove', [0.5, 0.5]);
    await expect.poll(() => ink(page, 'Drawing pad')).toBeGreaterThan(0);
    await touch('touchCancel');
    await expect.poll(() => ink(page, 'Drawing pad')).toBe(0);

    await touch('touchStart', [0.2, 0.2]);
    await touch('touchMove', [0.5, 0.2]);
    await touch('touchStart', [0.5, 0.2], [0.8, 0.8]);
    await touch('touchMove', [0.6, 0.2], [0.3, 0.8]);
    await touch('touchEnd');
    await expect.poll(() => ink(page, 'Drawing pad'), 'neither finger, and no line between them').toBe(0);
    await touch('touchStart', [0.2, 0.2]);
    await touch('touchMove', [0.5, 0.2]);
    await touch('touchEnd');
    await expect.poll(() => ink(page, 'Drawing pad'), 'one finger draws again').toBeGreaterThan(0);
  });
});

/** @param {Page} page */
async function open(page) {
  await page.goto('./#digits');
  await expect(page.getByText('10,000 training digits')).toBeVisible();
}

/** @param {Page} page @param {Stroke[]} strokes on an empty pad */
async function anew(page, strokes) {
  await page.getByRole('button', { name: 'Clear' }).click();
  await draw(page, strokes);
}

/** @param {Page} page @param {string} name of the model */
function guesses(page, name) {
  return page.getByRole('list', { name: `Guesses: ${name}` }).getByRole('listitem');
}

/** The pad. @param {Page} page @returns {Promise<string>} */
function picture(page) {
  return page
    .getByRole('img', { name: 'Drawing pad' })
    .evaluate((canvas) => /** @type {HTMLCanvasElement} */ (canvas).toDataURL());
}

/** @param {Page} page @param {Place} place @returns {Promise<boolean>} */
function inkAt(page, place) {
  return page.getByRole('img', { name: 'Drawing pad' }).evaluate((element, [x, y]) => {
    const canvas = /** @type {HTMLCanvasElement} */ (element);
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    return context.getImageData(x * canvas.width, y * canvas.height, 1, 1).data[3] > 0;
  }, place);
}

/**
 * A pointer event of any kind.
 * @param {Page} page @param {string} type @param {Place} place on the pad
 * @param {PointerEventInit} options
 */
function pointer(page, type, place, options) {
  return pointers(page, [{ type, place, options }]);
}

/** Draws at once, with a pointer of any type. @param {Page} page @param {Stroke[]} strokes @param {string} pointerType */
function replay(page, strokes, pointerType) {
  const events = strokes.flatMap(([first, ...rest]) => [
    { type: 'pointerdown', place: first, options: { pointerType } },
    ...rest.map((place) => ({ type: 'pointermove', place, options: { pointerType } })),
    { type: 'pointerup', place: rest[rest.length - 1], options: { pointerType, buttons: 0 } },
  ]);
  return pointers(page, events);
}

/** @param {Page} page @param {{ type: string, place: Place, options: PointerEventInit }[]} events */
function pointers(page, events) {
  const pad = page.getByRole('img', { name: 'Drawing pad' });
  return pad.evaluate(
    (canvas, list) => {
      const { left, top, width, height } = canvas.getBoundingClientRect();
      for (const { type, place, options } of list) {
        const [clientX, clientY] = [left + place[0] * width, top + place[1] * height];
        canvas.dispatchEvent(new PointerEvent(type, { pointerId: 5, buttons: 1, clientX, clientY, ...options }));
      }
    },
    /** @type {any[]} */ (events),
  );
}

/** Runs in the page: strokes all over the pad, wiped now and then. @param {number} strokes @returns {number} the core's memory */
function scribble(strokes) {
  const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector('[aria-label="Drawing pad"]'));
  const clear = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Clear');
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const send = (/** @type {string} */ type, /** @type {number} */ x, /** @type {number} */ y) => {
    const [clientX, clientY] = [left + x * width, top + y * height];
    canvas.dispatchEvent(new PointerEvent(type, { pointerId: 1, buttons: 1, clientX, clientY }));
  };
  for (let i = 0; i < strokes; i++) {
    const [x, y] = [(0.37 * i) % 1, (0.59 * i) % 1];
    send('pointerdown', x, y);
    send('pointermove', y, x);
    send('pointerup', y, x);
    if (i % 30 === 29) clear?.click();
  }
  return /** @type {any} */ (window).gradual.labs.points.race.inputs().buffer.byteLength;
}
