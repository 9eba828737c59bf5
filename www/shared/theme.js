// @ts-check
// Light or dark: as the system has it until the person at the page chooses; paper is light.

const KEY = 'gradual-theme';

/** @param {HTMLElement} button that switches the theme and names the other one */
export function startTheme(button) {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const dark = (stored() ?? (system.matches ? 'dark' : 'light')) === 'dark';
    show(dark ? 'dark' : 'light');
    button.textContent = dark ? 'Light' : 'Dark';
    button.ariaLabel = `Switch to the ${dark ? 'light' : 'dark'} theme`;
  };
  button.addEventListener('click', () => {
    store(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark');
    apply();
  });
  system.addEventListener('change', apply);
  addEventListener('beforeprint', () => show('light'));
  addEventListener('afterprint', apply);
  apply();
}

/** @param {'light' | 'dark'} theme */
function show(theme) {
  document.documentElement.dataset.theme = theme;
  document.dispatchEvent(new Event('themechange'));
}

/** Storage may be refused, as in private windows: then the choice lasts as long as the page. @type {string | null} */
let chosen = null;

function stored() {
  try {
    return chosen ?? localStorage.getItem(KEY);
  } catch {
    return chosen;
  }
}

/** @param {string} theme */
function store(theme) {
  chosen = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // The choice is kept in `chosen`.
  }
}
