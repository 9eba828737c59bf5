// @ts-check
// How smoothly the built page runs, and what it learns. It is driven by the names people and tests rely on.

/** @typedef {import('./browser.js').Page} Page */
/** @typedef {'points' | 'digits'} LabName */
/**
 * Frames a second, the longest gap and task in ms, and the shares of the time that training and scoring took.
 * @typedef {{ fps: number, gap: number, task: number, training: number, scoring: number }} Smoothness
 */

/** Seconds of a measurement. */
const SECONDS = 10;

/** The largest network of TensorFlow Playground. */
const LARGEST = { layers: 6, units: 8 };

const EPOCHS = 10;

/** What the convolutional network should reach on 10,000 digits, and on all. */
const GOALS = { few: 0.97, all: 0.985 };

/** Minutes from one look at the memory to the next, and of all of it. */
const [LOOK, HOUR] = [5, 60];

/** @param {Page} page @param {{ long: boolean, hour: boolean }} options `long`: also learns from all 60,000 digits; `hour`: only watches the memory */
export async function measurePage(page, { long, hour }) {
  if (hour) return measureMemory(page);
  await measureOpening(page);
  await measurePoints(page);
  await openDigits(page);
  const cnn = await convolutional(page);
  if (cnn < 0) return console.log('Digits: no model there is convolutional.');
  await measureDigits(page);
  await measureLearning(page, cnn, GOALS.few);
  if (!long) return;
  await page.getByRole('button', { name: 'Load all 60,000' }).click();
  await page.getByText('60,000 training digits').waitFor();
  await measureLearning(page, cnn, GOALS.all);
}

/** As it opens, at full speed. @param {Page} page */
async function measureOpening(page) {
  const lab = page.locator('#points');
  await lab.getByLabel('Speed').selectOption('full speed');
  await press(lab, 'Train');
  tell('Points, as it opens', await watch(page, pause));
  await press(lab, 'Train');
}

/** Points and digits by turns for an hour, and the memory that they hold meanwhile. @param {Page} page */
async function measureMemory(page) {
  for (let minute = 0; minute <= HOUR; minute += LOOK) {
    const name = minute % (2 * LOOK) === 0 ? 'points' : 'digits';
    console.log(`${minute} min: ${await memory(page)}`);
    if (minute === HOUR) return;
    await page.locator(`#tab-${name}`).click();
    const lab = page.locator(`#${name}`);
    await lab.getByLabel('Speed').selectOption('full speed');
    await press(lab, 'Train');
    await page.waitForTimeout(60_000 * LOOK);
    await press(lab, 'Train');
  }
}

/** After the garbage is collected: JavaScript's heap, that of the core, and what the page has made. @param {Page} page */
async function memory(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
  const core = await page.evaluate(
    () => /** @type {any} */ (window).gradual.labs.points.race.labels().buffer.byteLength,
  );
  await session.detach();
  const megabytes = (/** @type {number} */ bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
  return `${megabytes(usedSize)} of JavaScript, ${megabytes(core)} of the core, ${nodes} nodes, ${jsEventListeners} listeners`;
}

/** @param {Page} page */
async function measurePoints(page) {
  const lab = page.locator('#points');
  while ((await layerSizes(page)).length < LARGEST.layers) await press(lab, 'Add a hidden layer, Network');
  for (let layer = 1; layer <= LARGEST.layers; layer++) {
    while ((await layerSizes(page))[layer - 1] < LARGEST.units)
      await press(lab, `Add a unit in layer ${layer}, Network`);
  }
  await lab.getByLabel('Speed').selectOption('full speed');
  await press(lab, 'Train');
  const [before, smoothness, after] = [await epochs(page), await watch(page, pause), await epochs(page)];
  await press(lab, 'Train');
  tell(`Points, ${(await layerSizes(page)).join('-')} and every neuron's picture`, smoothness);
  console.log(`  ${((after - before) / SECONDS).toFixed(0)} epochs a second`);
  await measureInside(page);
}

/** What it costs to look inside while the network learns slowly: the page's time a frame with the panel in view, and without it. @param {Page} page */
async function measureInside(page) {
  const lab = page.locator('#points');
  const panel = lab.locator('.panel.inside');
  await lab.getByLabel('Speed').selectOption({ index: 0 });
  await press(lab, 'Train');
  await panel.evaluate((element) => element.scrollIntoView());
  const seen = await workAFrame(page);
  await panel.evaluate((element) => element.style.setProperty('transform', 'translateX(-9999px)'));
  const unseen = await workAFrame(page);
  await panel.evaluate((element) => element.style.removeProperty('transform'));
  await press(lab, 'Train');
  console.log(
    `Look inside, on the same network: ${(seen - unseen).toFixed(2)} ms a frame (${seen.toFixed(2)} with it, ${unseen.toFixed(2)} without)`,
  );
}

/** Milliseconds that the page's thread works for a frame. @param {Page} page */
async function workAFrame(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const work = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
  };
  const before = await work();
  const { fps } = await watch(page, pause);
  const spent = (await work()) - before;
  await session.detach();
  return spent / (fps * SECONDS);
}

/** @param {Page} page */
async function measureDigits(page) {
  const lab = page.locator('#digits');
  await press(lab, 'Train');
  await page.waitForTimeout(2000); // until the clock knows how many batches fit into a frame
  tell('Digits, all models training', await watch(page, pause));
  tell('Digits, all models training, while drawing', await watch(page, draw));
  await press(lab, 'Train');
}

/** Ten epochs from the start, one after the other, always from the same weights. @param {Page} page @param {number} cnn index of the model @param {number} goal */
async function measureLearning(page, cnn, goal) {
  const lab = page.locator('#digits');
  const seed = lab.getByLabel('Seed', { exact: true });
  await seed.fill('1');
  await seed.press('Enter');
  const began = Date.now();
  let reached = '';
  /** @type {number[]} */
  const scores = [];
  for (let epoch = 1; epoch <= EPOCHS; epoch++) {
    await press(lab, 'Step one epoch');
    const score = await scoreAfter(page, cnn, epoch);
    scores.push(score);
    const seconds = (Date.now() - began) / 1000;
    if (!reached && score >= goal) reached = `${100 * goal} % after epoch ${epoch} and ${seconds.toFixed(1)} s`;
  }
  const count = await page.evaluate(() => /** @type {any} */ (window).gradual.labs.digits.race.trainCount);
  console.log(`Digits, the CNN on ${count.toLocaleString('en')} digits, beside the other models:`);
  const percents = scores.map((score) => (100 * score).toFixed(2)).join(', ');
  console.log(`  ${percents} % of the test digits, epoch by epoch; ${reached || `${100 * goal} % not reached`}`);
}

/** Waits for the end of an epoch and for the scores of its weights. @param {Page} page @param {number} model @param {number} epoch */
async function scoreAfter(page, model, epoch) {
  await page.waitForFunction(
    ([model, epoch]) => {
      const one = /** @type {any} */ (window).gradual.labs.digits.race.report().models[model];
      return one.epoch >= epoch && one.evaluatedAt === one.iteration;
    },
    [model, epoch],
    { timeout: 0 },
  );
  return heldOut(page, model);
}

/** @param {Page} page @param {number} model @returns {Promise<number>} */
function heldOut(page, model) {
  return page.evaluate(
    (model) => /** @type {any} */ (window).gradual.labs.digits.race.report().models[model].heldOut?.accuracy ?? 0,
    model,
  );
}

/** Units of the hidden layers of the network on points. @param {Page} page @returns {Promise<number[]>} */
function layerSizes(page) {
  return page.evaluate(() => {
    const layers = /** @type {any} */ (window).gradual.labs.points.race.layers(1);
    return layers.slice(0, -1).map((/** @type {{ outputs: number }} */ { outputs }) => outputs);
  });
}

/** Epochs of the network on points, with their fraction. @param {Page} page @returns {Promise<number>} */
function epochs(page) {
  return page.evaluate(() => {
    const { race } = /** @type {any} */ (window).gradual.labs.points;
    const batches = Math.ceil(race.trainCount / 10);
    return race.report().models[1].iteration / batches;
  });
}

/** The index of the convolutional model, -1 without one. @param {Page} page @returns {Promise<number>} */
function convolutional(page) {
  return page.evaluate(() => {
    const { race } = /** @type {any} */ (window).gradual.labs.digits;
    const isConvolution = (/** @type {{ kind: string }} */ { kind }) => kind === 'convolution';
    return race
      .report()
      .models.findIndex((/** @type {unknown} */ _, /** @type {number} */ model) =>
        race.layers(model).some(isConvolution),
      );
  });
}

/** @param {Page} page */
async function openDigits(page) {
  await page.getByRole('tab', { name: 'Digits' }).click();
  await page.getByText('10,000 training digits').waitFor();
}

/** @param {import('@playwright/test').Locator} lab @param {string} name */
async function press(lab, name) {
  await lab.getByRole('button', { name, exact: true }).click();
}

/** Does something for some seconds and tells how smooth the page was. @param {Page} page @param {(page: Page) => Promise<void>} act @returns {Promise<Smoothness>} */
async function watch(page, act) {
  await page.evaluate(() => {
    const spent = { step: 0, evaluate: 0 };
    const undo = Object.values(/** @type {Record<string, any>} */ (/** @type {any} */ (window).gradual.labs)).map(
      ({ race }) => {
        for (const name of /** @type {const} */ (['step', 'evaluate'])) {
          race[name] = (/** @type {number} */ count) => {
            const began = performance.now();
            const answer = Object.getPrototypeOf(race)[name].call(race, count);
            spent[name] += performance.now() - began;
            return answer;
          };
        }
        return () => {
          delete race.step;
          delete race.evaluate;
        };
      },
    );
    /** @type {number[]} */
    const frames = [];
    const tasks = [0];
    const observer = new PerformanceObserver((list) =>
      tasks.push(...list.getEntries().map(({ duration }) => duration)),
    );
    observer.observe({ type: 'longtask' });
    let handle = requestAnimationFrame(function frame(time) {
      frames.push(time);
      handle = requestAnimationFrame(frame);
    });
    const stop = () => {
      cancelAnimationFrame(handle);
      observer.disconnect();
      for (const end of undo) end();
      const gaps = frames.slice(1).map((time, i) => time - frames[i]);
      const time = frames[frames.length - 1] - frames[0];
      const [training, scoring] = [spent.step / time, spent.evaluate / time];
      return { fps: (1000 * gaps.length) / time, gap: Math.max(...gaps), task: Math.max(...tasks), training, scoring };
    };
    Object.assign(window, { stopWatching: stop });
  });
  await act(page);
  return page.evaluate(() => /** @type {any} */ (window).stopWatching());
}

/** @param {Page} page */
async function pause(page) {
  await page.waitForTimeout(1000 * SECONDS);
}

/** Circles on the pad. @param {Page} page */
async function draw(page) {
  const pad = await page.getByRole('img', { name: 'Drawing pad' }).boundingBox();
  if (!pad) throw new Error('There is no drawing pad.');
  const end = Date.now() + 1000 * SECONDS;
  for (let angle = 0; Date.now() < end; angle += 0.2) {
    const [x, y] = [0.5 + 0.3 * Math.cos(angle), 0.5 + 0.3 * Math.sin(angle)];
    await page.mouse.move(pad.x + x * pad.width, pad.y + y * pad.height);
    if (angle === 0) await page.mouse.down();
  }
  await page.mouse.up();
}

/** @param {string} what @param {Smoothness} smoothness */
function tell(what, { fps, gap, task, training, scoring }) {
  const longest = task ? `longest task ${task.toFixed(0)} ms` : 'no task of 50 ms or more';
  console.log(`${what}:\n  ${fps.toFixed(1)} frames a second, longest gap ${gap.toFixed(0)} ms, ${longest}`);
  console.log(`  ${(100 * training).toFixed(0)} % of the time is training, ${(100 * scoring).toFixed(0)} % scoring`);
}
