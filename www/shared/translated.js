// @ts-check
// A translator of pages gives the place of a text to a <font> element. The page asks translators to leave it alone; with those
// who don't, Lit would go on writing to that element as to the text that it was, and read-outs would stand still.

Object.defineProperty(HTMLFontElement.prototype, 'data', {
  configurable: true,
  /** @this {HTMLFontElement} @param {string} text */
  set(text) {
    this.textContent = text;
  },
});
