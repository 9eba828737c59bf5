// @ts-check
// Own work is never lost: what was painted, cleared, brought or replaced comes back, with the models and their past.

import { expect, test } from './fixtures.js';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('../../www/pkg/gradual.js').Race} Race */

/** What `window.gradual` offers. @typedef {{ gradual: { ready: Promise<void>, labs: { points: { race: Race } } } }} Gradual */

test.beforeEach(async ({ page }) => {
  await page.goto('#points');
  await page.evaluate(() => /** @type {Gradual & Window} */ (/** @type {unknown} */ (window)).gradual.ready);
});

/** @param {Page} page @param {string} name */
const button = (page, name) => page.locator('#points').getByRole('button', { name, exact: true });

/** @param {Page} page @param {string} name */
const choose = (page, name) =>
  page.getByRole('radiogroup', { name: 'Data set' }).getByRole('radio', { name, exact: true }).check({ force: true });

/** @param {Page} page @param {string} name */
const brush = (page, name) =>
  page.getByRole('radiogroup', { name: 'Brush' }).getByRole('radio', { name }).check({ force: true });

/** The points, and all that is told of the models in numbers, but for the seconds. @param {Page} page */
function seen(page) {
  return page.evaluate(() => {
    const { race } = /** @type {Gradual & Window} */ (/** @type {unknown} */ (window)).gradual.labs.points;
    const models = race.report().models.map((model) => ({ ...model, seconds: 0 }));
    const timeline = document.querySelector('#points input[aria-label="Timeline"]');
    return { inputs: [...race.inputs()], classes: race.classes, models, moments: timeline?.getAttribute('max') };
  });
}

/** Where a place of the plane is on the page. @param {Page} page @param {[x: number, y: number]} place */
async function spot(page, [x, y]) {
  const box = await page.getByRole('application', { name: 'Paint points: Network' }).boundingBox();
  if (!box) throw new Error('There is no easel.');
  return { x: box.x + (box.width * (x + 3)) / 6, y: box.y + (box.height * (3 - y)) / 6 };
}

/** Moves the mouse there. @param {Page} page @param {[x: number, y: number]} place */
async function move(page, place) {
  const { x, y } = await spot(page, place);
  await page.mouse.move(x, y, { steps: 5 });
}

/** Paints a line. @param {Page} page */
async function stroke(page) {
  await move(page, [-2, -2.6]);
  await page.mouse.down();
  await move(page, [2, -2.6]);
  await page.mouse.up();
}

for (const set of ['Circles', 'Five blobs']) {
  test(`${set}, cleared, come back with their models, scores and past`, async ({ page }) => {
    await choose(page, set);
    for (let i = 0; i < 5; i++) await button(page, 'Step one epoch').click();
    const before = await seen(page);
    await button(page, 'Clear points').click();
    expect((await seen(page)).inputs).toHaveLength(0);
    await button(page, 'Undo').click();
    expect(await seen(page)).toEqual(before);
  });
}

for (const way of ['Escape', 'Control+z']) {
  test(`${way} ends a stroke that is down`, async ({ page }) => {
    await button(page, 'Step one epoch').click();
    const before = await seen(page);
    await brush(page, 'Class 1, square');
    await move(page, [-2, -2.6]);
    await page.mouse.down();
    await move(page, [0, -2.6]);
    await expect.poll(async () => (await seen(page)).inputs.length).toBeGreaterThan(before.inputs.length + 10);
    await page.keyboard.press(way);
    expect(await seen(page)).toEqual(before);
    await move(page, [2, -2.6]);
    await page.mouse.up();
    expect(await seen(page)).toEqual(before);
    await expect(button(page, 'Undo')).toBeDisabled();
  });
}

test('a gesture that changes nothing leaves the past and what comes after it', async ({ page }) => {
  for (let i = 0; i < 5; i++) await button(page, 'Step one epoch').click();
  await page.locator('#points').getByLabel('Timeline', { exact: true }).focus();
  for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowLeft');
  const before = await seen(page);
  for (const name of ['Erase', 'Move']) {
    await brush(page, name);
    await move(page, [2.9, 2.9]);
    await page.mouse.down();
    await page.mouse.up();
    await page.keyboard.press('Escape');
  }
  expect(await seen(page)).toEqual(before);
  await expect(button(page, 'Back to now')).toBeEnabled();
});

for (const { name, replace } of [
  { name: 'new data', replace: (/** @type {Page} */ page) => button(page, 'New data').click() },
  { name: 'another set', replace: (/** @type {Page} */ page) => choose(page, 'XOR') },
  { name: 'a set of values', replace: (/** @type {Page} */ page) => choose(page, 'Waves') },
]) {
  test(`painted points come back after ${name}`, async ({ page }) => {
    await brush(page, 'Class 1, square');
    await stroke(page);
    for (let i = 0; i < 3; i++) await button(page, 'Step one epoch').click();
    const before = await seen(page);
    await replace(page);
    await button(page, 'Step one epoch').click();
    const after = await seen(page);
    expect(after.inputs).not.toEqual(before.inputs);
    await expect(page.getByLabel('Noise', { exact: true })).toBeEnabled();
    await button(page, 'Undo').click();
    expect(await seen(page)).toEqual(before);
    await expect(page.getByLabel('Noise', { exact: true })).toBeDisabled();
    await button(page, 'Redo').click();
    expect(await seen(page)).toEqual(after);
  });
}

/** @param {Page} page @param {string} text */
async function paste(page, text) {
  await page.getByLabel('Table as text').fill(text);
  await button(page, 'Use this text').click();
}

test('an earlier table is replayed with the words of its own', async ({ page }) => {
  await page.getByText('Bring your own').click();
  const table = page.getByRole('status', { name: 'Table' });
  await paste(page, 'length,width,kind\n1,2,cat\n2,1,dog\n3,3,cat\n4,1,dog\n5,5,cat\n6,2,dog');
  await expect(table).toContainText('cat');
  for (let i = 0; i < 3; i++) await button(page, 'Step one epoch').click();
  const before = await seen(page);
  await paste(page, 'age,height,sort\n1,2,oak\n2,4,elm\n3,1,ash\n4,5,oak\n5,3,elm\n6,6,ash\n7,?,oak');
  await expect(table).toContainText('oak');
  await expect(table).toContainText('1 row skipped');
  await page
    .getByRole('button', { name: /^Replay run/ })
    .last()
    .click();
  await expect(table).toContainText('cat');
  await expect(table).toContainText('No row skipped');
  await expect(page.getByLabel('Column of labels')).toHaveCount(0);
  for (let i = 0; i < 3; i++) await button(page, 'Step one epoch').click();
  expect((await seen(page)).inputs).toEqual(before.inputs);
  expect((await seen(page)).models[1].train?.loss).toBe(before.models[1].train?.loss);
});

for (const { layout, z, y } of [
  { layout: 'Latin', z: { key: 'z', code: 'KeyZ' }, y: { key: 'y', code: 'KeyY' } },
  { layout: 'German', z: { key: 'z', code: 'KeyY' }, y: { key: 'y', code: 'KeyZ' } },
  { layout: 'Cyrillic', z: { key: 'я', code: 'KeyZ' }, y: { key: 'н', code: 'KeyY' } },
  { layout: 'Greek', z: { key: 'ζ', code: 'KeyZ' }, y: { key: 'υ', code: 'KeyY' } },
])
  test(`the keys of a ${layout} layout undo and redo`, async ({ page }) => {
    const before = await seen(page);
    await brush(page, 'Class 1, square');
    await stroke(page);
    const painted = (await seen(page)).inputs;
    expect(painted.length).toBeGreaterThan(before.inputs.length);
    const press = (/** @type {{ key: string, code: string }} */ key) =>
      page.evaluate((key) => {
        const event = new KeyboardEvent('keydown', { ...key, ctrlKey: true, bubbles: true, cancelable: true });
        document.body.dispatchEvent(event);
      }, key);
    await press(z);
    expect((await seen(page)).inputs).toEqual(before.inputs);
    await press(y);
    expect((await seen(page)).inputs).toEqual(painted);
  });

test('a file that is dropped beside the panels does not replace the page, and text can be dragged into a field', async ({
  page,
}) => {
  const isTaken = (/** @type {string} */ place, /** @type {string} */ type, /** @type {'file' | 'text'} */ what) =>
    page.evaluate(
      ([place, type, what]) => {
        const dataTransfer = new DataTransfer();
        if (what === 'file') dataTransfer.items.add(new File(['x,y,kind'], 'points.csv'));
        else dataTransfer.setData('text/plain', '0.5');
        const event = new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true });
        return document.querySelector(place)?.dispatchEvent(event) === false;
      },
      [place, type, what],
    );
  for (const type of ['dragover', 'drop']) {
    for (const place of ['header', 'main', 'body', '#points canvas'])
      expect(await isTaken(place, type, 'file'), `${type} of a file on ${place}`).toBe(true);
    expect(await isTaken('#points input[type=number]', type, 'text'), `${type} of text`).toBe(false);
  }
});
