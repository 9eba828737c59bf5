// @ts-check
// Asks the browser to keep the page, so that it works offline once loaded, and says when there is a new version of it.

import { html, render } from 'lit';

/** Digits that were asked for before the service worker stood between are asked for again, once: now it keeps them. */
function keepWhatWasMissed() {
  /** @type {Set<string>} */
  const asked = new Set();
  const since = performance.now();
  const observer = new PerformanceObserver((list) => {
    for (const { name, startTime, workerStart } of /** @type {PerformanceResourceTiming[]} */ (list.getEntries())) {
      if (startTime > since || workerStart !== 0) continue; // Firefox says 0 of all, workers or none
      if (!name.includes('/digits/') || asked.has(name)) continue;
      asked.add(name);
      fetch(name).catch(() => {});
    }
  });
  observer.observe({ type: 'resource', buffered: true });
}

/** A new version waits until no tab has the old one open, or until it is asked for. @param {ServiceWorkerRegistration} registration */
function announce(registration) {
  const { waiting } = registration;
  if (!waiting || !navigator.serviceWorker.controller) return;
  const place = /** @type {HTMLElement} */ (document.querySelector('#update'));
  const take = () => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    waiting.postMessage('take over');
  };
  const later = () => render('', place);
  render(
    html`<div class="notice news" role="status">
      <p>There is a new version of this page. It starts anew with it.</p>
      <button type="button" @click=${take}>Reload</button>
      <button type="button" class="quiet" @click=${later}>Later</button>
    </div>`,
    place,
  );
}

async function register() {
  navigator.serviceWorker.addEventListener('controllerchange', keepWhatWasMissed, { once: true });
  const registration = await navigator.serviceWorker.register('service-worker.js');
  announce(registration);
  registration.addEventListener('updatefound', () => {
    const { installing } = registration;
    installing?.addEventListener('statechange', () => announce(registration));
  });
}

if ('serviceWorker' in navigator)
  register().catch((reason) => console.info('The page is not kept for offline use:', reason));
