// @ts-check
// Points of one's own: painted, erased and moved while models learn; from tables; above curves.

import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './fixtures.js';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('../../www/pkg/gradual.js').Race} Race */
/** A place in the plane. @typedef {[x: number, y: number]} Place */

/** What `window.gradual` offers. @typedef {{ gradual: { ready: Promise<void>, labs: { points: { race: Race } } } }} Gradual */

test.beforeEach(async ({ page }) => {
  await page.goto('#points');
  await page.evaluate(() => /** @type {Gradual & Window} */ (/** @type {unknown} */ (window)).gradual.ready);
});

/** Where the race is: its points, its models, and the weights of the network's hidden layers. @param {Page} page */
function state(page) {
  return page.evaluate(() => {
    const { race } = /** @type {Gradual & Window} */ (/** @type {unknown} */ (window)).gradual.labs.points;
    const last = race.layers(1).at(-1);
    return {
      count: race.count,
      trainCount: race.trainCount,
      classes: race.classes,
      inputs: [...race.inputs()],
      labels: [...race.labels()],
      targets: [...race.targets()],
      iteration: race.report().models[1].iteration,
      hidden: [...race.parameters(1).slice(0, last?.weights)],
      parameters: race.report().models[1].parameters,
    };
  });
}

const count = async (/** @type {Page} */ page) => (await state(page)).count;

/** @param {Page} page @param {string} name */
const button = (page, name) => page.locator('#points').getByRole('button', { name, exact: true });

/** @param {Page} page @param {string} name */
const brush = (page, name) =>
  page.getByRole('radiogroup', { name: 'Brush' }).getByRole('radio', { name }).check({ force: true });

const easel = (/** @type {Page} */ page, name = 'Network') =>
  page.getByRole('application', { name: `Paint points: ${name}` });

const shown = (/** @type {Page} */ page) => page.getByRole('status', { name: 'What is shown' });

/** Where a place of the plane is on the page. @param {Page} page @param {Place} place */
async function spot(page, [x, y]) {
  const box = await easel(page).boundingBox();
  if (!box) throw new Error('There is no easel.');
  return { x: box.x + (box.width * (x + 3)) / 6, y: box.y + (box.height * (3 - y)) / 6 };
}

/** Draws with the mouse from place to place. @param {Page} page @param {Place[]} places */
async function drag(page, ...places) {
  for (const [i, place] of places.entries()) {
    const { x, y } = await spot(page, place);
    await page.mouse.move(x, y, { steps: i === 0 ? 1 : 5 });
    if (i === 0) await page.mouse.down();
  }
  await page.mouse.up();
}

/** Whether some point of a class is near a place. @param {Awaited<ReturnType<typeof state>>} state @param {number} label @param {Place} place */
function has({ inputs, labels }, label, [x, y]) {
  return labels.some((k, i) => k === label && Math.hypot(inputs[2 * i] - x, inputs[2 * i + 1] - y) < 0.03);
}

const summary = (/** @type {Page} */ page) => page.getByRole('status', { name: 'Table' });

/** @param {Page} page @param {string} text */
async function paste(page, text) {
  await page.getByLabel('Table as text').fill(text);
  await button(page, 'Use this text').click();
}

const bring = (/** @type {Page} */ page) => page.getByText('Bring your own').click();

test('points are painted while the models learn, which do not start again', async ({ page }) => {
  await button(page, 'Train').click();
  await expect.poll(async () => (await state(page)).iteration).toBeGreaterThan(20);
  await brush(page, 'Class 1, square');
  const before = await state(page);
  await drag(page, [-2.5, 2.5], [2.5, 2.5]);
  await expect.poll(() => count(page)).toBeGreaterThan(before.count + 25);
  const after = await state(page);
  expect(after.iteration).toBeGreaterThanOrEqual(before.iteration);
  expect(after.parameters).toBe(before.parameters);
  await expect.poll(async () => (await state(page)).iteration).toBeGreaterThan(after.iteration + 5);
  await expect(button(page, 'Train')).toHaveAttribute('aria-pressed', 'true');
});

test('a point more changes neither iterations nor weights, nor who is held out', async ({ page }) => {
  await button(page, 'Step one epoch').click();
  const before = await state(page);
  await brush(page, 'Class 0, disc');
  await drag(page, [2, -2]);
  const after = await state(page);
  expect(after.count).toBe(before.count + 1);
  expect(has(after, 0, [2, -2])).toBe(true);
  expect([after.iteration, after.hidden]).toEqual([before.iteration, before.hidden]);
  expect(after.inputs.slice(0, 2 * before.trainCount)).toEqual(before.inputs.slice(0, 2 * before.trainCount));
  await expect(page.getByLabel('Noise', { exact: true })).toBeDisabled();
});

test('each gesture is taken back and done again', async ({ page }) => {
  const before = await state(page);
  await brush(page, 'Class 1, square');
  await drag(page, [-2, -2.6], [2, -2.6]);
  const painted = await state(page);
  await brush(page, 'Erase');
  await drag(page, [0, -2.6]);
  const erased = await state(page);
  expect(erased.count).toBeLessThan(painted.count);
  await brush(page, 'Move');
  await drag(page, [-2, -2.6], [-2.9, 2.9]);
  const moved = await state(page);
  expect(moved.count).toBe(erased.count);
  expect(has(moved, 1, [-2.9, 2.9])).toBe(true);
  await button(page, 'Undo').click();
  expect((await state(page)).inputs).toEqual(erased.inputs);
  await page.keyboard.press('Control+z');
  expect((await state(page)).inputs).toEqual(painted.inputs);
  await page.keyboard.press('Control+z');
  expect((await state(page)).inputs).toEqual(before.inputs);
  await expect(button(page, 'Undo')).toBeDisabled();
  await page.keyboard.press('Control+Shift+z');
  await page.keyboard.press('Control+y');
  await button(page, 'Redo').click();
  expect((await state(page)).inputs).toEqual(moved.inputs);
  await expect(button(page, 'Redo')).toBeDisabled();
});

test('a third class grows an output and keeps the hidden weights', async ({ page }) => {
  await button(page, 'Step one epoch').click();
  const before = await state(page);
  await brush(page, 'Class 2, triangle');
  await drag(page, [2.6, 2.6], [2.6, 1]);
  const grown = await state(page);
  expect([grown.classes, grown.iteration]).toEqual([3, before.iteration]);
  expect(grown.hidden).toEqual(before.hidden);
  expect(grown.parameters).toBe(before.parameters + 2 * 3);
  await button(page, 'Step one epoch').click();
  await button(page, 'Undo').click();
  const back = await state(page);
  expect([back.classes, back.parameters]).toEqual([2, before.parameters]);
  expect(back.iteration).toBeGreaterThan(before.iteration);
});

test('without two classes the models wait and say so', async ({ page }) => {
  await button(page, 'Step one epoch').click();
  const before = await state(page);
  await button(page, 'Clear points').click();
  await expect(shown(page)).toContainText('Nothing to learn yet');
  await button(page, 'Step').click();
  expect((await state(page)).hidden).toEqual(before.hidden);
  await brush(page, 'Class 0, disc');
  await drag(page, [-2, -2], [2, -2]);
  await button(page, 'Step').click();
  expect(await state(page)).toMatchObject({ iteration: before.iteration, hidden: before.hidden });
  await expect(shown(page)).toContainText('Nothing to learn yet');
  await brush(page, 'Class 1, square');
  await drag(page, [-2, 2], [2, 2]);
  await expect(shown(page)).not.toContainText('Nothing to learn yet');
  await button(page, 'Step').click();
  expect((await state(page)).iteration).toBe(before.iteration + 1);
});

test('a keyboard paints, erases and moves', async ({ page }) => {
  await page.getByRole('radiogroup', { name: 'Brush' }).getByRole('radio', { name: 'Look' }).focus();
  for (let presses = 0; presses < 4; presses++) await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: 'Class 1, square' })).toBeChecked();
  const before = await count(page);
  await easel(page).focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Enter');
  expect(has(await state(page), 1, [0.05, 0.25])).toBe(true);
  await expect(page.getByRole('status', { name: 'Brush' })).toHaveText(`${before + 1} points`);
  await brush(page, 'Move');
  await easel(page).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status', { name: 'Brush' })).toHaveText('Point taken');
  for (let presses = 0; presses < 11; presses++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  expect(has(await state(page), 1, [0.05, -2.5])).toBe(true);
  await brush(page, 'Erase');
  await easel(page).focus();
  await page.keyboard.press('Enter');
  expect(has(await state(page), 1, [0.05, -2.5])).toBe(false);
});

test('a table is read with header or none, whatever separates it, and says what it skipped', async ({ page }) => {
  await bring(page);
  await paste(page, 'x,y,kind\n1,2,cat\n3,?,dog\n4,5\n6,7,\n8,9,dog\n2,2,cat\n7,7,dog\n');
  await expect(summary(page)).toContainText('4 points. 3 rows skipped');
  await expect(summary(page)).toContainText('● cat');
  await expect(summary(page)).toContainText('■ dog');
  await expect(shown(page)).toContainText('The points of the text pasted here');
  expect(await count(page)).toBe(4);
  await paste(page, '1;2;a\n3;4;b\n5;9;c\n6;1;a');
  await expect(summary(page)).toContainText('4 points. No row skipped.');
  expect((await state(page)).classes).toBe(3);
});

test('a table shows how it is read before it replaces anything', async ({ page }) => {
  await bring(page);
  const before = await state(page);
  const preview = page.getByRole('status', { name: 'How this text is read' });
  await page.getByLabel('Table as text').fill('x;y;kind\n1,5;2;no\n2,5;1;yes\n3,5;4;no');
  await expect(preview).toContainText(
    'Read as 3 columns, separated by semicolons, with decimal commas and names in the first row; rows: 3.',
  );
  await expect(preview.getByRole('columnheader')).toHaveText(['x', 'y', 'kind']);
  await expect(preview.getByRole('row').nth(2)).toContainText('2,5');
  expect((await state(page)).inputs).toEqual(before.inputs);
  const { violations } = await new AxeBuilder({ page }).include('.bring').analyze();
  expect(violations).toEqual([]);
  await button(page, 'Use this text').click();
  await expect(summary(page)).toContainText('3 points. No row skipped.');
  await expect(summary(page)).toContainText('● no');
  await expect(preview).toBeEmpty();
});

test('a file that is no table is told by its name, and nothing is lost', async ({ page }) => {
  await bring(page);
  const before = await state(page);
  for (const { bytes, what } of [
    { bytes: [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10], what: 'it is a picture' },
    { bytes: [0x50, 0x4b, 3, 4, 20, 0], what: 'it is a spreadsheet' },
    { bytes: [], what: 'it is empty' },
    { bytes: new Array(20_000_002).fill(49), what: 'it is longer than 20 MB' },
  ]) {
    const buffer = Buffer.from(bytes);
    await page.getByLabel('Or a file').setInputFiles({ name: 'some.csv', mimeType: 'text/csv', buffer });
    await expect(page.getByRole('alert')).toContainText(what);
    expect((await state(page)).inputs).toEqual(before.inputs);
  }
});

test('points that are moved and rows that are left out are told', async ({ page }) => {
  await bring(page);
  const far = Array.from({ length: 16 }, (_, i) => `${i === 15 ? 40 : i + 1},0,${i % 2 ? 'odd' : 'even'}`);
  await paste(page, far.join('\n'));
  await expect(summary(page)).toContainText('1 point lies far from the others and was moved to the edge.');
  const many = Array.from({ length: 10_000 }, (_, i) => `${(i % 97) / 10},${(i * 31) % 101},${'LR'[i % 2]}`);
  const buffer = Buffer.from(many.join('\n'));
  await page.getByLabel('Or a file').setInputFiles({ name: 'many.csv', mimeType: 'text/csv', buffer });
  await expect(summary(page)).toContainText('5000 rows left out, drawn at random from each class');
  const { labels } = await state(page);
  expect(labels.filter((label) => label === 0)).toHaveLength(2500);
});

test('columns are chosen, and a constant one does no harm', async ({ page }) => {
  await bring(page);
  const rows = Array.from({ length: 40 }, (_, i) => `${i},7,${(i * 7) % 13},${i % 2 ? 'yes' : 'no'}`);
  await paste(page, ['age,same,size,bought', ...rows].join('\n'));
  const columns = page.getByRole('group', { name: 'Columns' });
  await expect(columns.getByLabel('Column of labels')).toHaveValue('bought');
  expect((await state(page)).inputs.filter((_, i) => i % 2).every((y) => y === 0)).toBe(true);
  await button(page, 'Step one epoch').click();
  expect((await state(page)).hidden.every(Number.isFinite)).toBe(true);
  await columns.getByLabel('Column for x₂').selectOption('size');
  await expect(summary(page)).toContainText('40 points');
  const { inputs } = await state(page);
  expect(inputs.some((y) => y !== 0) && inputs.every((v) => Math.abs(v) <= 3)).toBe(true);
  await columns.getByLabel('Column of labels').selectOption('age');
  await expect(page.getByRole('alert')).toContainText('40 different labels, but at most 5 classes');
  expect((await state(page)).inputs).toEqual(inputs);
});

test('a file is chosen or dropped', async ({ page }) => {
  await bring(page);
  const buffer = Buffer.from('a\tb\tc\n1\t2\tred\n2\t3\tblue\n3\t1\tred\n');
  await page.getByLabel('Or a file').setInputFiles({ name: 'colours.tsv', mimeType: 'text/plain', buffer });
  await expect(shown(page)).toContainText('colours.tsv');
  expect(await count(page)).toBe(3);
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['1 2 u\n2 3 v\n3 1 u\n9 9 v'], 'dropped.txt'));
    const panel = document.querySelector('#points .data');
    panel?.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await expect(shown(page)).toContainText('dropped.txt');
  expect(await count(page)).toBe(4);
});

test('a long file is read beside the page, and can be given up', async ({ page }) => {
  await bring(page);
  const rows = Array.from({ length: 200_000 }, (_, i) => `${(i % 97) / 10},${(i * 31) % 101},${'LR'[i % 2]}`);
  const file = { name: 'long.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) };
  const before = await state(page);
  const coming = page.getByRole('status').filter({ hasText: 'Reading long.csv' });
  await page.getByLabel('Or a file').setInputFiles(file);
  await expect(coming).toBeVisible();
  await expect(page.locator('.coming progress')).toHaveJSProperty('max', 1);
  await page.locator('.coming').getByRole('button', { name: 'Cancel' }).click();
  await expect(coming).toHaveCount(0);
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect((await state(page)).inputs).toEqual(before.inputs);

  await button(page, 'Train').click();
  const iterations = async () => (await state(page)).iteration;
  const first = await iterations();
  await page.evaluate(measureFrames);
  await page.getByLabel('Or a file').setInputFiles(file);
  await expect(coming).toBeVisible();
  await expect.poll(iterations).toBeGreaterThan(first + 5);
  await expect(coming).toHaveCount(0);
  const { longest, all } = await page.evaluate(() => /** @type {any} */ (window).measured());
  expect(longest / all).toBeLessThan(0.3); // reading here instead, there is one frame for all of it
  await expect(summary(page)).toContainText('195000 rows left out');
  await expect(page.getByRole('group', { name: 'Columns' })).toContainText('Read as 3 columns, separated by commas');
  await page.getByRole('group', { name: 'Columns' }).getByLabel('Column for x₁').selectOption('Column 2');
  await expect.poll(async () => (await state(page)).inputs.every((v, i, all) => i % 2 || v === all[i + 1])).toBe(true);
});

/** From now on: how long the longest time without a frame is, and all of them. Runs in the page. */
function measureFrames() {
  const begin = performance.now();
  let [last, longest] = [begin, 0];
  const frame = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  Object.assign(window, { measured: () => ({ longest, all: last - begin }) });
}

test('what is no table is told, and the last points stay', async ({ page }) => {
  await bring(page);
  const before = await state(page);
  await paste(page, 'nothing of use');
  await expect(page.getByRole('alert')).toContainText("The table can't be used");
  expect((await state(page)).inputs).toEqual(before.inputs);
});

test('points above a curve, from the list and typed', async ({ page }) => {
  await bring(page);
  await page.getByLabel('Function').selectOption('x^2 - 1.5');
  await expect(shown(page)).toContainText('y = x^2 - 1.5');
  await page.getByLabel('Noise', { exact: true }).fill('0');
  const { inputs, labels } = await state(page);
  labels.forEach((label, i) => {
    const [x, y] = [inputs[2 * i], inputs[2 * i + 1]];
    expect(label).toBe(Number(y > x * x - 1.5));
  });
  await page.getByLabel('Formula of x').fill('sin(2x');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText("The formula can't be read at character 7: a closing bracket");
  expect((await state(page)).inputs).toEqual(inputs);
  await page.getByLabel('Formula of x').fill('alert(1)');
  await button(page, 'Draw points').click();
  await expect(page.getByRole('alert')).toContainText('alert is none of x, pi');
  await page.getByLabel('Formula of x').fill('cos(3x)');
  await button(page, 'Draw points').click();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(shown(page)).toContainText('y = cos(3x)');
  expect((await state(page)).labels).not.toEqual(labels);
});

test('the share held out of painted points changes without a restart', async ({ page }) => {
  await button(page, 'Step one epoch').click();
  await brush(page, 'Class 0, disc');
  await drag(page, [2, -2]);
  const before = await state(page);
  await page.getByLabel('Held out', { exact: true }).fill('0.5');
  const after = await state(page);
  expect(after.trainCount).toBeLessThan(before.trainCount - 50);
  expect([after.count, after.iteration]).toEqual([before.count, before.iteration]);
});

test('values are painted by keyboard, erased and taken back while the models go on', async ({ page }) => {
  await page.getByRole('radio', { name: 'Hill' }).focus();
  await page.keyboard.press('Space');
  await button(page, 'Step one epoch').click();
  const before = await state(page);
  await page.getByLabel('Value to paint').focus();
  await page.keyboard.press('Home');
  await expect(page.getByRole('radio', { name: 'Value', exact: true })).toBeChecked();
  await easel(page).focus();
  for (const key of ['Enter', 'ArrowLeft', 'Enter']) await page.keyboard.press(key);
  const after = await state(page);
  expect(after.count).toBe(before.count + 2);
  const lowest = (/** @type {{ targets: number[] }} */ { targets }) => targets.filter((value) => value === -1).length;
  expect(lowest(after)).toBe(lowest(before) + 2);
  expect([after.iteration, after.classes]).toEqual([before.iteration, 1]);
  await expect(page.getByRole('img', { name: 'Decision boundary: Network' })).toBeVisible();
  await button(page, 'Step one epoch').click();
  expect((await state(page)).iteration).toBeGreaterThan(after.iteration);
  await brush(page, 'Erase');
  await drag(page, [0, 0], [0, 1]);
  expect(await count(page)).toBeLessThan(after.count);
  await button(page, 'Undo').click();
  await button(page, 'Undo').click();
  expect(await count(page)).toBe(before.count + 1);
  await button(page, 'Clear points').click();
  await expect(shown(page)).toContainText('Nothing to learn yet: it takes training points, the filled ones.');
  await brush(page, 'Value');
  await drag(page, [-1, 0], [1, 0]);
  await button(page, 'Step one epoch').click();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a number of a table is predicted', async ({ page }) => {
  await bring(page);
  const rows = Array.from({ length: 40 }, (_, i) => `${i},${(i * 7) % 13},${100 + 3 * i}`);
  await paste(page, ['age,size,price', ...rows, '3,?,9'].join('\n'));
  const columns = page.getByRole('group', { name: 'Columns' });
  await expect(columns.getByLabel('What to learn')).toHaveValue('Predict a number');
  await expect(columns.getByLabel('Column to predict')).toHaveValue('price');
  await expect(summary(page)).toContainText('40 points. 1 row skipped, without two numbers and one to predict.');
  await expect(summary(page)).toContainText('The value −1 stands for 100, 1 for 217.');
  const { classes, targets } = await state(page);
  expect([classes, Math.min(...targets), Math.max(...targets)]).toEqual([1, -1, 1]);
  for (let epoch = 0; epoch < 60; epoch++) await button(page, 'Step one epoch').click();
  const fit = page.getByRole('table', { name: 'Loss and accuracy' }).getByRole('row', { name: 'R², train' });
  await expect(fit.getByRole('cell').first()).toHaveText(/^0\.[5-9]|^1\.0/);
  await columns.getByLabel('What to learn').selectOption('Classes');
  await expect(page.getByRole('alert')).toContainText('different labels, but at most 5 classes');
  expect((await state(page)).targets).toEqual(targets);
});

test('a curve is not painted, and classes come back from values', async ({ page }) => {
  await page.getByRole('radio', { name: 'Curve', exact: true }).check({ force: true });
  await expect(page.getByRole('radio', { name: 'Erase' })).toBeDisabled();
  await bring(page);
  await page.getByLabel('Function').selectOption('x');
  await expect(page.getByRole('radio', { name: 'Erase' })).toBeEnabled();
  expect((await state(page)).classes).toBe(2);
  await expect(page.getByRole('img', { name: 'Decision boundary: Logistic unit' })).toBeVisible();
});

test('other models take over the painted points', async ({ page }) => {
  await brush(page, 'Class 1, square');
  await drag(page, [-2.5, 2.5], [2.5, 2.5]);
  const before = await state(page);
  await page.getByLabel('Line-up').selectOption('Four ways to draw a line');
  expect((await state(page)).inputs).toEqual(before.inputs);
  await brush(page, 'Class 2, triangle');
  const { x, y } = await page
    .getByRole('application', { name: 'Paint points: Naive Bayes' })
    .boundingBox()
    .then((box) => ({ x: (box?.x ?? 0) + 20, y: (box?.y ?? 0) + 20 }));
  await page.mouse.click(x, y);
  expect((await state(page)).classes).toBe(3);
});

test.describe('by touch', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test('a finger paints where a brush is chosen, and the page stays', async ({ page }) => {
    await brush(page, 'Class 1, square');
    await easel(page).scrollIntoViewIfNeeded();
    const before = { count: await count(page), scroll: await page.evaluate(() => scrollY) };
    const client = await page.context().newCDPSession(page);
    const touch = (/** @type {string} */ type, /** @type {{ x: number, y: number }[]} */ fingers) =>
      client.send('Input.dispatchTouchEvent', {
        type: /** @type {'touchStart'} */ (type),
        touchPoints: fingers.map((place, id) => ({ ...place, id })),
      });
    await touch('touchStart', [await spot(page, [0, 2.5])]);
    for (const y of [1.5, 0.5, -0.5, -1.5, -2.5]) await touch('touchMove', [await spot(page, [0, y])]);
    await touch('touchEnd', []);
    await expect.poll(() => count(page)).toBeGreaterThan(before.count + 20);
    expect(await page.evaluate(() => scrollY)).toBe(before.scroll);
    await button(page, 'Undo').click();
    expect(await count(page)).toBe(before.count);
    const first = await spot(page, [0, 2]);
    await touch('touchStart', [first]);
    await touch('touchMove', [await spot(page, [0, 1])]);
    await touch('touchStart', [await spot(page, [0, 1]), await spot(page, [1, 1])]);
    await touch('touchEnd', []);
    await expect.poll(() => count(page), { message: 'two fingers zoom' }).toBe(before.count);
    await brush(page, 'Look');
    await expect(easel(page)).toBeHidden();
  });

  test('a pen is believed before the palm beside it', async ({ page }) => {
    await brush(page, 'Class 1, square');
    await easel(page).scrollIntoViewIfNeeded();
    const before = await count(page);
    const client = await page.context().newCDPSession(page);
    const pen = (/** @type {'mousePressed' | 'mouseMoved' | 'mouseReleased'} */ type, /** @type {object} */ at) =>
      client.send('Input.dispatchMouseEvent', {
        .../** @type {{ x: number, y: number }} */ (at),
        type,
        button: 'left',
        buttons: type === 'mouseReleased' ? 0 : 1,
        clickCount: 1,
        pointerType: 'pen',
      });
    await pen('mousePressed', await spot(page, [0, 2.5]));
    await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [await spot(page, [2, -2])] });
    for (const y of [1.5, 0.5, -0.5]) await pen('mouseMoved', await spot(page, [0, y]));
    await pen('mouseReleased', await spot(page, [0, -0.5]));
    await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await expect.poll(() => count(page)).toBeGreaterThan(before + 10);
  });
});

test('labels keep their names in the matrix and at the brushes, and values that are all the same have no R²', async ({
  page,
}) => {
  await bring(page);
  const rows = Array.from({ length: 40 }, (_, i) => `${i % 7},${(i * 5) % 11},${i % 3 ? 'yes' : 'No'}`);
  await paste(page, ['a,b,passed', ...rows].join('\n'));
  await page.getByText('Confusion, precision, recall').click();
  const matrix = page.getByRole('table', { name: /^Network: precision/ });
  await expect(matrix.getByRole('columnheader', { name: 'said yes' })).toBeVisible();
  await expect(matrix.getByRole('rowheader', { name: 'is No' })).toBeVisible();
  const brushes = page.getByRole('radiogroup', { name: 'Brush' });
  await expect(brushes.getByRole('radio', { name: 'Class No, disc' })).toHaveCount(1);
  await expect(brushes.getByRole('radio', { name: 'Class 2, triangle' }).first()).toHaveCount(1); // one that is not there yet
  const values = Array.from({ length: 12 }, (_, i) => `${i},${(i * 5) % 7},${i === 3 ? 9 : 1}`);
  await paste(page, ['a,b,c', ...values].join('\n'));
  await page.getByLabel('What to learn').selectOption('Predict a number');
  const fit = page.getByRole('table', { name: 'Loss and accuracy' }).getByRole('row', { name: /^R²/ });
  await expect(fit.first()).toBeVisible();
  await expect(fit.filter({ hasText: /-?\d{5}/ })).toHaveCount(0);
});

test('own points are not reloaded away without a question; others are', async ({ page }) => {
  /** @type {string[]} */
  const asked = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    return dialog.dismiss();
  });
  await button(page, 'Step one epoch').click();
  await page.reload();
  expect(asked).toEqual([]);
  const easel = page.getByRole('application', { name: 'Paint points: Network' });
  await page.getByRole('radio', { name: 'Class 1, square' }).check({ force: true });
  await easel.press('Enter');
  const painted = await count(page);
  await page.evaluate(() => location.reload());
  await expect.poll(() => asked).toEqual(['beforeunload']);
  expect(await count(page)).toBe(painted);
});
