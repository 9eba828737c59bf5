// @ts-check
// How the cost grows, as a picture: one panel a series, both axes logarithmic.

/** @typedef {import('./growth.js').Growth} Growth */
/** @typedef {Growth[number]} Series */

const [WIDTH, HEIGHT, LEFT, TOP, GAP] = [240, 200, 60, 30, 80];

/** @param {Growth} growth */
export function plot(growth) {
  const width = LEFT + growth.length * (WIDTH + GAP);
  const height = TOP + HEIGHT + 50;
  const panels = growth.map(
    (series, i) => `<g transform="translate(${LEFT + i * (WIDTH + GAP)} ${TOP})">${panel(series)}</g>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11">
<title>How the cost grows</title>
<rect width="${width}" height="${height}" fill="white"/>
${panels.join('\n')}
</svg>
`;
}

/** @param {Series} series */
function panel({ what, unit, points }) {
  const x = scale(
    points.map(({ size }) => size),
    WIDTH,
    false,
  );
  const y = scale(
    points.map(({ cost }) => cost.median),
    HEIGHT,
    true,
  );
  const places = points.map(({ size, cost }) => `${x.at(size)},${y.at(cost.median)}`);
  return `
<rect width="${WIDTH}" height="${HEIGHT}" fill="none" stroke="#999"/>
${x.ticks.map((tick) => text(x.at(tick), HEIGHT + 16, tick, 'middle')).join('')}
${y.ticks.map((tick) => text(-6, y.at(tick) + 4, tick, 'end')).join('')}
<polyline points="${places.join(' ')}" fill="none" stroke="#c60" stroke-width="2"/>
${points.map(({ size, cost }) => `<circle cx="${x.at(size)}" cy="${y.at(cost.median)}" r="3" fill="#c60"/>`).join('')}
${text(WIDTH / 2, HEIGHT + 36, what, 'middle')}
${text(0, -10, unit, 'start')}`;
}

/** A logarithmic axis over whole octaves of 2, with up to six ticks. @param {number[]} values @param {number} length @param {boolean} upward */
function scale(values, length, upward) {
  const low = Math.log2(Math.min(...values)) - 0.3;
  const high = Math.log2(Math.max(...values)) + 0.3;
  const at = (/** @type {number} */ value) => {
    const share = (Math.log2(value) - low) / (high - low);
    return Math.round(10 * length * (upward ? 1 - share : share)) / 10;
  };
  return { at, ticks: ticks(2 ** low, 2 ** high) };
}

/** 1, 2 and 5 times powers of ten. @param {number} low @param {number} high */
function ticks(low, high) {
  const powers = Array.from({ length: 12 }, (_, i) => 10 ** (i - 4));
  return powers.flatMap((power) => [power, 2 * power, 5 * power]).filter((tick) => tick >= low && tick <= high);
}

/** @param {number} x @param {number} y @param {string | number} what @param {'start' | 'middle' | 'end'} anchor */
function text(x, y, what, anchor) {
  const words = typeof what === 'number' ? Number(what.toPrecision(1)).toLocaleString('en') : what;
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="#333">${words}</text>`;
}
