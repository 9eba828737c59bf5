// @ts-check
// Tells when the screen has other pixels: the window went to another screen, or the page was zoomed.

/** Sends "densitychange" to the document; a query holds for one density, so each change needs the next one. */
function watch() {
  const changed = () => {
    document.dispatchEvent(new Event('densitychange'));
    watch();
  };
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', changed, { once: true });
}

watch();

/** Calls back when canvases must be painted anew to be sharp. @param {import('./scope.js').Scope} scope @param {() => void} changed */
export function onDensity(scope, changed) {
  scope.listen(document, 'densitychange', changed);
}
