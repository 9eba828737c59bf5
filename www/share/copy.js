// @ts-check
// Text for the clipboard.

/** @param {string} text @param {HTMLInputElement | HTMLTextAreaElement} field that shows it @returns {Promise<string>} what came of it */
export async function copy(text, field) {
  try {
    await navigator.clipboard.writeText(text);
    return 'Copied.';
  } catch {
    field.select();
    return 'The browser does not let this page copy: it is selected, copy it by hand.';
  }
}
