// @ts-check
// A client of the WebDriver protocol, HTTP and JSON (https://www.w3.org/TR/webdriver2), with as much of it as a tab needs here.
// The names are those of Playwright, so that a test need not know who drives.

/** How a reference to an element is marked in JSON (section 12.1). */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** What a test may do with a tab, by Playwright or by this. @typedef {Pick<import('@playwright/test').Page, 'goto' | 'evaluate' | 'click'> & { mouse: Pick<import('@playwright/test').Page['mouse'], 'move' | 'down' | 'up'> }} Tab */

/** @param {string} url @param {'GET' | 'POST' | 'DELETE'} method @param {object} [body] */
async function ask(url, method, body) {
  const response = await fetch(url, { method, body: body && JSON.stringify(body) });
  const { value } = /** @type {{ value: any }} */ (await response.json());
  if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

/** Runs in the page: gives back what a function there returns, or promises. @param {string} look @param {unknown} given */
const calling = (look, given) => `
  const end = arguments[arguments.length - 1];
  const look = async () => (${look})(${JSON.stringify(given)});
  look().then((told) => end({ told }), (error) => end({ failed: \`\${error}\n\${error?.stack}\` }));`;

/**
 * Opens a browser with one tab.
 * @param {string} driver where the driver listens @param {object} capabilities
 * @returns {Promise<{ tab: Tab, close: () => Promise<void> }>}
 */
export async function openTab(driver, capabilities) {
  const { sessionId } = await ask(`${driver}/session`, 'POST', { capabilities: { alwaysMatch: capabilities } });
  const session = `${driver}/session/${sessionId}`;
  const post = (/** @type {string} */ command, /** @type {object} */ body) =>
    ask(`${session}/${command}`, 'POST', body);
  const point = (/** @type {object} */ action) =>
    post('actions', {
      actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions: [action] }],
    });
  const tab = {
    goto: (/** @type {string} */ url) => post('url', { url }),
    async evaluate(/** @type {Function} */ look, /** @type {unknown} */ given) {
      const { told, failed } = await post('execute/async', { script: calling(String(look), given), args: [] });
      if (failed) throw new Error(failed);
      return told;
    },
    async click(/** @type {string} */ css) {
      const element = await post('element', { using: 'css selector', value: css });
      await post(`element/${element[ELEMENT]}/click`, {});
    },
    mouse: {
      move: (/** @type {number} */ x, /** @type {number} */ y) =>
        point({ type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0 }),
      down: () => point({ type: 'pointerDown', button: 0 }),
      up: () => point({ type: 'pointerUp', button: 0 }),
    },
  };
  return { tab: /** @type {Tab} */ (/** @type {unknown} */ (tab)), close: () => ask(session, 'DELETE') };
}
