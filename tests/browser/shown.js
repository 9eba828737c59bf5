// @ts-check
// All that a lab shows: what is told, and every picture.

import { expect } from './fixtures.js';

/** @typedef {import('@playwright/test').Locator} Locator */
/** @typedef {Awaited<ReturnType<typeof shown>>} Shown */

/** Milliseconds after which a picture that has come into view is drawn. */
const DRAWN = 200;

/** Each picture is brought into view. @param {Locator} lab @param {RegExp} [but] what is told beside that */
export async function shown(lab, but) {
  /** @type {Record<string, string>} */
  const pictures = {};
  for (const canvas of await lab.locator('canvas').all()) {
    if (!(await canvas.isVisible())) continue;
    await canvas.scrollIntoViewIfNeeded();
    await lab.page().waitForTimeout(DRAWN);
    const name = (await canvas.getAttribute('aria-label')) ?? 'without a name';
    let key = name;
    for (let number = 2; key in pictures; number++) key = `${name} ${number}`;
    pictures[key] = await canvas.evaluate((element) => /** @type {HTMLCanvasElement} */ (element).toDataURL());
  }
  return { told: await told(lab, but), pictures };
}

/** All that is told, but for what no two runs share: the time they took. @param {Locator} lab @param {RegExp} [but] */
export async function told(lab, but) {
  const all = await lab.ariaSnapshot();
  const texts = but ? all.replace(but, '') : all;
  return texts.replace(/row "Seconds of training.*\n(\s+- cell.*\n|\s+- rowheader.*\n)*/, '');
}

/** @param {Shown} now @param {Shown} before */
export function expectSame(now, before) {
  expect(now.told).toBe(before.told);
  expect(Object.keys(now.pictures)).toEqual(Object.keys(before.pictures));
  for (const [name, picture] of Object.entries(now.pictures))
    expect(picture === before.pictures[name], `picture ${name} is the same`).toBe(true);
}
