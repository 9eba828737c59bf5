// @ts-check
// Ctrl+Z undoes, Ctrl+Shift+Z and Ctrl+Y redo, as everywhere else.

/** Where text is typed, these keys mean the text. */
const TEXT = 'input:not([type=radio], [type=checkbox], [type=range], [type=file]), textarea, select, [contenteditable]';

/** Whoever listens. @type {Set<HTMLElement>} */
const listeners = new Set();

/**
 * Listens for an element: while the keyboard is within it, or while it is the only one in sight that undoes.
 * @param {HTMLElement} element @param {{ undo: () => void, redo: () => void }} actions @param {import('./scope.js').Scope} scope
 */
export function onUndoKeys(element, { undo, redo }, scope) {
  listeners.add(element);
  scope.onDispose(() => listeners.delete(element));
  scope.listen(document, 'keydown', (event) => {
    const request = meaning(event);
    if (!request || !isMeant(element, event.target)) return;
    event.preventDefault();
    if (request === 'undo') undo();
    else redo();
  });
}

/** @param {HTMLElement} element @param {EventTarget | null} target */
function isMeant(element, target) {
  if (!(target instanceof Element) || target.closest(TEXT)) return false;
  if (element.contains(target)) return true;
  const inSight = [...listeners].filter((other) => other.checkVisibility());
  return inSight.length === 1 && inSight[0] === element;
}

/** The letter that a key writes; where it writes none of ours, as on a Cyrillic layout, the one that stands there on most. @param {KeyboardEvent} event */
function letterOf({ key, code }) {
  return /^[a-z]$/i.test(key) ? key.toLowerCase() : code.replace(/^Key/, '').toLowerCase();
}

/** @param {KeyboardEvent} event @returns {'undo' | 'redo' | null} */
function meaning(event) {
  const { ctrlKey, metaKey, shiftKey, altKey } = event;
  if (!(ctrlKey || metaKey) || altKey) return null;
  const letter = letterOf(event);
  if (letter === 'z') return shiftKey ? 'redo' : 'undo';
  return letter === 'y' && !shiftKey ? 'redo' : null;
}
