// @ts-check
// All that a lab shows: what is told, and every picture.

import { expect } from './fixtures.js';

/** @typedef {import('@playwright/test').Locator} Locator */
/** @typedef {Awaited<ReturnType<typeof shown>>} Shown */

/** Milliseconds between two looks at the pictures, and how many looks alike there must be: what has come into view is drawn. */
const [BETWEEN, ALIKE] = [200, 4];

/** All pictures are in view at once, in a window as high as the page. @param {Locator} lab @param {RegExp} [but] what is told beside that */
export async function shown(lab, but) {
  const page = lab.page();
  const size = page.viewportSize() ?? { width: 1440, height: 900 };
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ ...size, height: Math.max(size.height, height) });
  const pictures = await settled(lab);
  await page.setViewportSize(size);
  return { told: await told(lab, but), pictures };
}

/** @param {Locator} lab */
async function settled(lab) {
  let pictures = await lab.evaluate(read);
  for (let alike = 0; alike < ALIKE; ) {
    await lab.page().waitForTimeout(BETWEEN);
    const now = await lab.evaluate(read);
    alike = JSON.stringify(now) === JSON.stringify(pictures) ? alike + 1 : 0;
    pictures = now;
  }
  return pictures;
}

/** The pictures that can be seen, by name. @param {Element} lab */
function read(lab) {
  /** @type {Record<string, string>} */
  const pictures = {};
  for (const canvas of lab.querySelectorAll('canvas')) {
    if (!canvas.checkVisibility({ visibilityProperty: true }) || canvas.clientWidth * canvas.clientHeight === 0)
      continue;
    const name = canvas.getAttribute('aria-label') ?? 'without a name';
    let key = name;
    for (let number = 2; key in pictures; number++) key = `${name} ${number}`;
    pictures[key] = canvas.toDataURL();
  }
  return pictures;
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
