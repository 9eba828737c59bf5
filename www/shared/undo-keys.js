// @ts-check
// Ctrl+Z undoes, Ctrl+Shift+Z and Ctrl+Y redo, as everywhere else.

/** Where text is typed, these keys mean the text. */
const TEXT = 'input:not([type=radio], [type=checkbox], [type=range], [type=file]), textarea, select, [contenteditable]';

/**
 * Listens while an element is in sight.
 * @param {HTMLElement} element @param {{ undo: () => void, redo: () => void }} actions
 */
export function onUndoKeys(element, { undo, redo }) {
  document.addEventListener('keydown', (event) => {
    const wish = meaning(event);
    const typing = event.target instanceof Element && event.target.closest(TEXT);
    if (!wish || typing || !element.checkVisibility()) return;
    event.preventDefault();
    if (wish === 'undo') undo();
    else redo();
  });
}

/** @param {KeyboardEvent} event @returns {'undo' | 'redo' | null} */
function meaning({ key, ctrlKey, metaKey, shiftKey, altKey }) {
  if (!(ctrlKey || metaKey) || altKey) return null;
  const letter = key.toLowerCase();
  if (letter === 'z') return shiftKey ? 'redo' : 'undo';
  return letter === 'y' && !shiftKey ? 'redo' : null;
}
