// @ts-check
// Any other picture of the page on a slide: what a canvas shows, or a drawing with its styles.

/** @typedef {import('./slide.js').Box} Box */

/** Styles that a drawing has from the page's style sheets. */
const STYLES = /** @type {const} */ ([
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'font-family',
  'font-size',
  'font-style',
  'font-weight',
  'text-anchor',
  'dominant-baseline',
  'visibility',
]);

/** Pixels for one of CSS, and frames after which everything in sight has been painted. */
const [FINE, FRAMES] = [4, 6];

/** The named pictures below an element that can be seen, each once. @param {ParentNode} root */
export function picturesIn(root) {
  const named = root.querySelectorAll('canvas[aria-label], svg[aria-label], [role="img"][aria-label]');
  const seen = Array.from(named).filter((each) => /** @type {HTMLElement} */ (each).checkVisibility?.() ?? true);
  return seen.flatMap((each) => {
    const drawn = each.matches('canvas, svg') ? each : each.querySelector('canvas, svg');
    const title = each.getAttribute('aria-label') ?? '';
    return drawn && title ? [{ title, drawn: /** @type {HTMLCanvasElement | SVGSVGElement} */ (drawn) }] : [];
  });
}

/** Ready to be drawn at once. @param {HTMLCanvasElement | SVGSVGElement} drawn */
export async function shown(drawn) {
  const image = await (drawn instanceof HTMLCanvasElement ? painted(drawn) : imageOf(drawn));
  const { width, height } = drawn.getBoundingClientRect();
  return (/** @type {CanvasRenderingContext2D} */ context, /** @type {Box} */ box) => {
    const scale = Math.min(box.width / width, box.height / height);
    const [w, h] = [scale * width, scale * height];
    context.drawImage(image, box.left + (box.width - w) / 2, box.top + (box.height - h) / 2, w, h);
  };
}

/** A copy of what a canvas shows on a screen of many pixels: canvases are painted where they are in sight. @param {HTMLCanvasElement} canvas */
async function painted(canvas) {
  canvas.scrollIntoView({ block: 'center' });
  return onFineScreen(async () => {
    await frames(FRAMES);
    const copy = Object.assign(document.createElement('canvas'), { width: canvas.width, height: canvas.height });
    /** @type {CanvasRenderingContext2D} */ (copy.getContext('2d')).drawImage(canvas, 0, 0);
    return copy;
  });
}

/** As if the screen had more pixels, for as long as it takes. @template T @param {() => Promise<T>} act */
async function onFineScreen(act) {
  const own = Object.getOwnPropertyDescriptor(window, 'devicePixelRatio');
  const tell = () => document.dispatchEvent(new Event('densitychange'));
  Object.defineProperty(window, 'devicePixelRatio', { value: FINE, configurable: true });
  tell();
  try {
    return await act();
  } finally {
    if (own) Object.defineProperty(window, 'devicePixelRatio', own);
    tell();
  }
}

/** @param {number} count */
async function frames(count) {
  for (let i = 0; i < count; i++) await new Promise((done) => requestAnimationFrame(done));
}

/** @param {SVGSVGElement} drawing */
async function imageOf(drawing) {
  const { width, height } = drawing.getBoundingClientRect();
  const copy = styled(drawing);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  if (!copy.hasAttribute('viewBox')) copy.setAttribute('viewBox', `0 0 ${width} ${height}`);
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  return image;
}

/** A copy that looks alike without the page. @param {SVGSVGElement} drawing */
function styled(drawing) {
  const copy = /** @type {SVGSVGElement} */ (drawing.cloneNode(true));
  const originals = [drawing, ...drawing.querySelectorAll('*')];
  [copy, ...copy.querySelectorAll('*')].forEach((each, i) => {
    const style = getComputedStyle(originals[i]);
    const own = STYLES.map((name) => `${name}:${style.getPropertyValue(name)}`);
    each.setAttribute('style', own.join(';'));
  });
  return copy;
}
