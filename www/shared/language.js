// @ts-check
// A browser may name a language that is none, such as "C"; libraries that write numbers in it would fail as they load.

try {
  new Intl.NumberFormat(navigator.language);
} catch {
  Object.defineProperty(navigator, 'language', { value: 'en', configurable: true });
}
