// @ts-check
// What translators of pages do, as Chrome's: each text gives its place to a <font> element with another text in it.

/**
 * Translates what stands in the page now, as do those too who don't ask whether they may; runs there.
 * @returns how many texts have changed
 */
export function wrapTexts() {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  /** @type {Text[]} */
  const texts = [];
  while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode));
  const translated = texts.filter(({ data, parentElement }) => data.trim() && !parentElement?.closest('script, style'));
  for (const text of translated) {
    const [outer, inner] = [document.createElement('font'), document.createElement('font')];
    inner.textContent = `${text.data}°`;
    outer.append(inner);
    text.replaceWith(outer);
  }
  return translated.length;
}
