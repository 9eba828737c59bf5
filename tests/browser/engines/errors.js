// @ts-check
// Errors of a page in a browser that tells nobody of them: the page notes them itself, in what its tab keeps.

/** Before anything else of the page; runs there. */
function noteErrors() {
  sessionStorage.problems ??= '';
  const note = (/** @type {string} */ problem) => {
    sessionStorage.problems += `${problem}\n`;
  };
  const tell = console.error;
  console.error = (...told) => {
    note(told.join(' '));
    tell(...told);
  };
  const failed = (/** @type {any} */ { message, target }) =>
    note(message ?? `${target.src ?? target.href} did not come`);
  addEventListener('error', failed, true); // files that don't come tell only on the way down
  addEventListener('unhandledrejection', ({ reason }) => note(`not handled: ${reason}`));
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    note(`${violatedDirective} forbids ${blockedURI}`),
  );
}

/** The page with its notes: before its own policy, which lets no such script run. @param {Buffer} page */
export function noting(page) {
  return Buffer.from(String(page).replace('<head>', `<head><script>(${noteErrors})()</script>`));
}

/** What was noted, also by earlier pages of the tab and in frames; runs in the page. @returns {string} */
export const noted = () => sessionStorage.problems;
