// @ts-check
// How numbers are written, in all parts of the page alike: with a true minus sign, and none before a zero.

/** So many decimals: "−0.250". @param {number} value @param {number} decimals */
export function fixed(value, decimals) {
  return signed(value.toFixed(decimals));
}

/** As short as can be, with so many significant digits at most: "0.25", "−3", "1.5e−7". @param {number} value @param {number} [digits] */
export function short(value, digits = 3) {
  return signed(String(Number(value.toPrecision(digits))));
}

/** So many significant digits, zeros at the end included: "0.250". @param {number} value @param {number} [digits] */
export function precise(value, digits = 3) {
  return signed(value.toPrecision(digits));
}

/** About as wide whatever its size: "0.25", "12.5", "125". @param {number} value */
export function compact(value) {
  const size = Math.abs(value);
  return fixed(value, size >= 100 ? 0 : size >= 10 ? 1 : 2);
}

/** A share of 1: "97.3 %". @param {number} share @param {number} [decimals] */
export function percent(share, decimals = 1) {
  return `${fixed(100 * share, decimals)} %`;
}

/** A whole number with commas between its thousands: "60,000". @param {number} value */
export function count(value) {
  return value.toLocaleString('en');
}

/** @param {string} text */
function signed(text) {
  return text.replace(/^-(?=[0.]*$)/, '').replaceAll('-', '−');
}
