// @ts-check
// The page within another one: it says how high it is, so that its frame can be as high.

/** Posts { gradual: { height } } to the page around it, now and whenever the height changes. */
export function tellHeight() {
  const post = () => parent.postMessage({ gradual: { height: document.documentElement.scrollHeight } }, '*');
  new ResizeObserver(post).observe(document.body);
  post();
}
