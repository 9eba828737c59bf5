// @ts-check
// A frame costs what has changed: the page is laid out once at most, and what nobody can see is not drawn.

import { expect, test } from './fixtures.js';

/** @typedef {import('@playwright/test').Page} Page */

/** Presses a button of the bar where it stands, without scrolling to it. @param {Page} page @param {string} lab @param {string} name */
async function press(page, lab, name) {
  await page.locator(`#${lab}`).getByRole('button', { name, exact: true }).dispatchEvent('click');
}

/** @param {Page} page @param {string} lab */
async function open(page, lab) {
  await page.goto(`#${lab}`);
  await page.evaluate(() => /** @type {any} */ (window).gradual.ready);
  if (lab === 'digits') await expect(page.locator('#digits .accuracy strong')).toHaveCount(3, { timeout: 45_000 });
  else await expect(page.locator('#points .sections > section')).toHaveCount(4);
}

/** What the browser did while a lab trained: the frames, and the layouts that scripts did not wait for. @param {Page} page @param {string} lab */
async function traced(page, lab) {
  const session = await page.context().newCDPSession(page);
  /** @type {any[]} */
  const events = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  const includedCategories = ['devtools.timeline', 'disabled-by-default-devtools.timeline.stack'];
  await press(page, lab, 'Train');
  await page.waitForTimeout(500);
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories } });
  await page.waitForTimeout(1500);
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  await press(page, lab, 'Train');
  return {
    frames: events.filter(({ name }) => name === 'FireAnimationFrame').length,
    forced: events.filter(({ name, args }) => name === 'Layout' && args?.beginData?.stackTrace?.length).length,
  };
}

for (const lab of ['points', 'digits'])
  test(`no frame of training waits for a layout: ${lab}`, async ({ page }) => {
    await open(page, lab);
    const { frames, forced } = await traced(page, lab);
    expect(frames).toBeGreaterThan(10);
    expect(forced).toBeLessThan(frames / 10);
  });

/** How often something is painted onto the canvases of each panel from now on. @param {Page} page */
async function counting(page) {
  await page.evaluate(() => {
    const counts = /** @type {Record<string, number>} */ ({});
    Object.assign(window, { counts });
    for (const name of /** @type {const} */ (['drawImage', 'putImageData', 'stroke', 'fill'])) {
      const draw = /** @type {(...rest: any[]) => void} */ (CanvasRenderingContext2D.prototype[name]);
      /** @type {any} */ (CanvasRenderingContext2D.prototype)[name] = function (/** @type {any[]} */ ...rest) {
        const { canvas } = /** @type {CanvasRenderingContext2D} */ (this);
        const panel = canvas.closest('.boundary-panel, .diagram-panel, .curve')?.classList ?? [];
        const kind = panel[panel.length - 1] ?? 'other';
        counts[kind] = (counts[kind] ?? 0) + 1;
        return draw.apply(this, rest);
      };
    }
  });
  return () =>
    page.evaluate(() => /** @type {{ counts: Record<string, number> }} */ (/** @type {any} */ (window)).counts);
}

test('boundaries, diagrams and curves are drawn while one can see them, and caught up with when one can again', async ({
  page,
}) => {
  await open(page, 'points');
  const panels = ['boundary-panel', 'diagram-panel', 'curve'];
  const counts = await counting(page);
  await page.getByRole('region', { name: 'Earlier runs' }).scrollIntoViewIfNeeded();
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await page.waitForTimeout(300);
  const before = await counts();
  await press(page, 'points', 'Train');
  await page.waitForTimeout(700);
  await press(page, 'points', 'Train');
  const after = await counts();
  for (const panel of panels) expect(after[panel], panel).toBe(before[panel]);
  await page.evaluate(() => scrollTo(0, 0));
  for (const panel of panels)
    await expect.poll(async () => (await counts())[panel] ?? 0, panel).toBeGreaterThan(before[panel] ?? 0);
});
