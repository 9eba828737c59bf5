// @ts-check
// Asks the browser to keep the page, so that it works offline once loaded.

/** Digits that were asked for before the service worker stood between are asked for again: now it keeps them. */
function keepWhatWasMissed() {
  const observer = new PerformanceObserver((list) => {
    for (const entry of /** @type {PerformanceResourceTiming[]} */ (list.getEntries())) {
      if (entry.workerStart === 0 && entry.name.includes('/digits/')) fetch(entry.name).catch(() => {});
    }
  });
  observer.observe({ type: 'resource', buffered: true });
}

if ('serviceWorker' in navigator) {
  navigator.serviceWorker.addEventListener('controllerchange', keepWhatWasMissed, { once: true });
  navigator.serviceWorker.register('service-worker.js').catch((reason) => {
    console.info('The page is not kept for offline use:', reason);
  });
}
