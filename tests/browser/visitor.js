// @ts-check
// A visitor who does whatever can be done, at random but from a seed, so that what once went wrong can be done again.

import { readFileSync } from 'node:fs';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('@playwright/test').ElementHandle<HTMLElement>} Element */
/** @typedef {() => number} Random from 0 to 1 */

/** All that answers to mouse or keyboard. */
const ACTIVE = 'button, input, select, textarea, summary, canvas, [tabindex="0"], [role="tab"], [role="radio"]';

const KEYS = ['Tab', 'Enter', 'Space', 'Escape', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'];
const CHORDS = ['Control+z', 'Control+Shift+z', 'Control+a', 'Delete', 'PageUp', 'PageDown', 'Shift+Tab'];
const TEXTS = [
  '',
  '0',
  '-1',
  '1',
  '7',
  '0.01',
  '1,5',
  '12',
  '300',
  '1e-9',
  '1e99',
  '99999999999',
  'x',
  '💥',
  'sin(2x)',
  '1/x',
];
const TABLES = [
  'id,age,smokes,kind\n1,30,yes,a\n2,41,no,b\n3,NA,no,a\n4,22,yes,b',
  'a b c\n1 2 3\n2 3 4\n5 1 0.5\n7 7 7',
  'x,y,kind\n1,2,a\n2,1,b\n3,2,a\n4,4,b',
  '1;2\n3;4',
  '1,5\t2,5\t3,5\n2,5\t1,5\t4,5\n3,5\t2,0\t5,5',
  '{"a": 1}',
];
const SIZES = [
  [1440, 900],
  [1024, 768],
  [800, 600],
  [360, 740],
];

/** Mulberry32, by Tommy Ettinger: a whole sequence from one number. @param {number} seed @returns {Random} */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** @template T @param {Random} random @param {readonly T[]} items */
function one(random, items) {
  return items[Math.floor(random() * items.length)];
}

/** The page draws its seeds from here as well. @param {Page} page @param {number} seed */
export async function sameChances(page, seed) {
  await page.addInitScript((seed) => {
    let state = seed;
    const next = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state >>> 24;
    };
    crypto.getRandomValues = (array) => {
      if (!array) return array;
      const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
      for (let i = 0; i < bytes.length; i++) bytes[i] = next();
      return array;
    };
  }, seed);
}

/** Files that people have: tables short and long, and what is none. @type {{ name: string, mimeType: string, buffer: Buffer }[]} */
const FILES = [
  { name: 'short.csv', content: TABLES.join('\n') },
  { name: 'german.csv', content: 'x;y;Gr\u00f6\u00dfe\n1,5;2;3\n2;-1;5,5\n0;4;1.000,5' },
  {
    name: 'long.tsv',
    content: Array.from({ length: 30_000 }, (_, i) => `${i % 97}\t${(i * 31) % 101}\t${'LR'[i % 2]}`).join('\n'),
  },
  {
    name: 'wide.csv',
    content: Array.from({ length: 40 }, (_, i) => Array.from({ length: 30 }, (_, j) => i * j).join()).join('\n'),
  },
  { name: 'same.csv', content: '1,1,a\n1,1,a\n1,1,b' },
  { name: 'page.html', content: '<!doctype html><table>' },
  { name: 'empty.csv', content: '' },
  { name: 'session.safetensors', content: readFileSync('tests/reference/session-1.safetensors') },
  { name: 'network.onnx', content: Buffer.from('08071207677261647561', 'hex') },
].map(({ name, content }) => ({ name, mimeType: '', buffer: Buffer.from(content) }));

/** One of them, or bytes of no sense. @param {Random} random */
function someFile(random) {
  if (random() < 0.7) return one(random, FILES);
  const buffer = Buffer.from(Array.from({ length: 200 }, () => Math.floor(256 * random())));
  return { name: one(random, ['a.csv', 'a.png', 'a.bin']), mimeType: '', buffer };
}

/** Answers questions and takes what is handed over. @param {Page} page @param {Random} random */
export function answerDialogs(page, random) {
  page.on('dialog', (dialog) => (random() < 0.5 ? dialog.accept() : dialog.dismiss()).catch(() => {}));
  page.on('download', (download) => download.cancel().catch(() => {}));
  page.on('filechooser', (chooser) => chooser.setFiles(someFile(random)).catch(() => {}));
}

/** Does one thing, and says in words what it was. @param {Page} page @param {Random} random @returns {Promise<string>} */
export async function act(page, random) {
  const chance = random();
  if (chance < 0.03) return resize(page, random);
  if (chance < 0.15) return press(page, random);
  if (chance < 0.16) return goOffline(page, random);
  if (chance < 0.18) return drop(page, random);
  return use(page, random);
}

/** @param {Page} page @param {Random} random */
async function resize(page, random) {
  const [width, height] = one(random, SIZES);
  await page.setViewportSize({ width, height });
  return `window of ${width} × ${height}`;
}

/** The network goes, or comes back. @param {Page} page @param {Random} random */
async function goOffline(page, random) {
  const offline = random() < 0.5;
  await page.context().setOffline(offline);
  return offline ? 'went offline' : 'went online';
}

/** A file is dropped somewhere. @param {Page} page @param {Random} random */
async function drop(page, random) {
  const { name, buffer } = someFile(random);
  const place = random();
  await page.evaluate(
    ({ name, bytes, place }) => {
      const panels = [...document.querySelectorAll('.panel, body')].filter((element) => element.checkVisibility());
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([new Uint8Array(bytes)], name));
      for (const type of ['dragover', 'drop']) {
        const event = new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true });
        panels[Math.floor(place * panels.length)].dispatchEvent(event);
      }
    },
    { name, bytes: [...buffer], place },
  );
  return `dropped ${name}`;
}

/** @param {Page} page @param {Random} random */
async function press(page, random) {
  const key = one(random, random() < 0.7 ? KEYS : CHORDS);
  await page.keyboard.press(key);
  return `key ${key}`;
}

/** Uses something that can be seen, whatever it is. @param {Page} page @param {Random} random */
async function use(page, random) {
  const place = random();
  const handle = await page.evaluateHandle(
    ([active, place]) => {
      const seen = [...document.querySelectorAll(/** @type {string} */ (active))].filter(
        (element) => element.checkVisibility() && !element.closest('[inert]') && !element.matches(':disabled'),
      );
      return /** @type {HTMLElement | undefined} */ (seen[Math.floor(Number(place) * seen.length)]);
    },
    /** @type {const} */ ([ACTIVE, place]),
  );
  const element = /** @type {Element | null} */ (handle.asElement());
  if (!element) return 'nothing to be seen';
  const { kind, name } = await element.evaluate(describe);
  // Eight megabytes more would be all that a minute sees.
  if (name.includes('60,000')) return 'left the other digits alone';
  await element.evaluate((node) => node.scrollIntoView({ block: 'center', behavior: 'instant' }));
  return `${await handleKind(page, random, element, kind)}: ${name || kind}`;
}

/** @param {HTMLElement} element */
function describe(element) {
  const type = element instanceof HTMLInputElement ? element.type : '';
  const label =
    element.getAttribute('aria-label') ?? element.closest('label')?.textContent ?? element.textContent ?? '';
  return { kind: type || element.localName, name: label.replace(/\s+/g, ' ').trim().slice(0, 40) };
}

/** @param {Page} page @param {Random} random @param {Element} element @param {string} kind */
async function handleKind(page, random, element, kind) {
  switch (kind) {
    case 'number':
    case 'text':
    case 'search':
      return type(page, random, element, one(random, TEXTS));
    case 'textarea':
      return type(page, random, element, one(random, [...TABLES, ...TEXTS]));
    case 'range':
      return slide(page, random, element);
    case 'select':
      return choose(page, random, element);
    case 'canvas':
      return drag(page, random, element);
    case 'file':
      await element.evaluate((input) => input.click());
      return 'file';
    default:
      return click(page, random, element);
  }
}

/** @param {Page} page @param {Random} random @param {Element} element @param {string} text */
async function type(page, random, element, text) {
  await element.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
  if (random() < 0.8) await page.keyboard.press('Tab');
  return `typed ${JSON.stringify(text)}`;
}

/** @param {Page} page @param {Random} random @param {Element} element */
async function slide(page, random, element) {
  await element.focus();
  const key = one(random, ['Home', 'End', 'ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown']);
  for (let times = Math.ceil(3 * random()); times > 0; times--) await page.keyboard.press(key);
  return `slid by ${key}`;
}

/** @param {Page} _ @param {Random} random @param {Element} element */
async function choose(_, random, element) {
  const place = random();
  await element.evaluate((node, place) => {
    const select = /** @type {HTMLSelectElement} */ (node);
    select.selectedIndex = Math.floor(place * select.options.length);
    for (const kind of ['input', 'change']) select.dispatchEvent(new Event(kind, { bubbles: true }));
  }, place);
  return 'chose';
}

/** A stroke, often a short one; now and then Escape comes while it is down. @param {Page} page @param {Random} random @param {Element} element */
async function drag(page, random, element) {
  const box = await element.boundingBox();
  if (!box) return 'looked at';
  const place = () => /** @type {const} */ ([box.x + random() * box.width, box.y + random() * box.height]);
  await page.mouse.move(...place());
  await page.mouse.down();
  for (let moves = Math.floor(4 * random()); moves > 0; moves--) await page.mouse.move(...place(), { steps: 4 });
  if (random() < 0.1) await page.keyboard.press('Escape');
  await page.mouse.up();
  return 'drew on';
}

/** As people do; what has no size, such as a radio that its label stands for, is clicked as its label would. @param {Page} page @param {Random} random @param {Element} element */
async function click(page, random, element) {
  const box = await element.boundingBox();
  if (box && box.width > 2 && box.height > 2) {
    const count = random() < 0.1 ? 2 : 1;
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2, { clickCount: count });
    return count > 1 ? 'clicked twice' : 'clicked';
  }
  await element.evaluate((node) => node.click());
  return 'chose';
}

/** What nobody should ever read: the first such word that can be seen or heard, with what is around it. @param {Page} page */
export function oddWord(page) {
  return page.evaluate(() => {
    const labels = [...document.querySelectorAll('[aria-label], [aria-valuetext], [title]')]
      .filter((element) => element.checkVisibility())
      .flatMap((element) => ['aria-label', 'aria-valuetext', 'title'].map((name) => element.getAttribute(name) ?? ''));
    const text = [document.body.innerText, ...labels].join('\n');
    return text.match(/.{0,60}(\bNaN\b|\bundefined\b|\bnull\b|\[object|\bInfinity\b).{0,40}/)?.[0] ?? null;
  });
}
