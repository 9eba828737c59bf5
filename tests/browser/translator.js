// @ts-check
// What translators of pages do, as Chrome's: each text gives its place to a <font> element with another text in it.

/**
 * Translates what stands in the page now; runs there.
 * @param {boolean} everything whether also what says that it must not be translated
 * @returns how many texts have changed
 */
export function wrapTexts(everything) {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  /** @type {Text[]} */
  const texts = [];
  while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode));
  const isRead = (/** @type {Text} */ { data, parentElement }) =>
    data.trim() && !parentElement?.closest('script, style');
  const translated = texts.filter((text) => isRead(text) && (everything || text.parentElement?.translate));
  for (const text of translated) {
    const [outer, inner] = [document.createElement('font'), document.createElement('font')];
    inner.textContent = `${text.data}°`;
    outer.append(inner);
    text.replaceWith(outer);
  }
  return translated.length;
}
