// @ts-check
// Who takes part: writes the module `virtual:contenders` of the page, so that only the packages that are asked for are needed.

import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { THEIRS } from './report.js';

/**
 * @typedef {object} Asked
 * @property {boolean} alone without the rivals that are packages
 * @property {string | null} against another checkout, whose core takes the place of all rivals
 */

const here = fileURLToPath(new URL('.', import.meta.url));
const NAME = 'virtual:contenders';
const FOLDERS = ['contenders', 'rivals'];

/** What the address of a second instance of a module ends with. */
const COPY = '?duel';

/** @param {Asked} asked @returns {import('vite').Plugin} */
export function contenders({ alone, against }) {
  const other = against ? resolve(against) : null;
  if (other && !existsSync(join(other, 'www/pkg/gradual.js')))
    throw new Error(`${other} has no www/pkg: run \`cargo xtask build\` there first.`);
  return {
    name: 'contenders',
    enforce: 'pre',
    resolveId(source, importer) {
      if (source === NAME) return `\0${NAME}`;
      return importer?.endsWith(COPY) ? part(source, importer) : null;
    },
    load: (id) => (id === `\0${NAME}` ? (other ? duel(other) : field(alone ? ['contenders'] : FOLDERS)) : null),
  };
}

/**
 * What a contender in a duel imports: the examples of the page, which are the same for both, and a core of its own. The page's
 * core makes the examples; memory that has been used before may be slower or faster than fresh memory.
 * @param {string} source @param {string} importer
 */
function part(source, importer) {
  if (source.endsWith('page/data.js')) return join(here, 'page/data.js');
  return source.startsWith('.') ? join(dirname(importer), source) + COPY : null;
}

/** Ours and all rivals of some folders. @param {string[]} folders */
function field(folders) {
  const paths = folders.flatMap((folder) => scripts(join(here, folder)));
  const imports = paths.map((path, i) => `import c${i} from ${JSON.stringify(path)};`);
  const names = paths.map((_, i) => `c${i}`);
  return `${imports.join('\n')}
export const contenders = [${names.join(', ')}];
export async function startOthers() {}`;
}

/** @param {string} folder */
function scripts(folder) {
  const names = readdirSync(folder).filter((name) => name.endsWith('.js'));
  return names.sort().map((name) => join(folder, name));
}

/** Ours and the same of another checkout. @param {string} other */
function duel(other) {
  const sides = [join(here, '../..'), other];
  return `${sides.map(side).join('\n')}
export const contenders = [c0, { ...c1, name: ${JSON.stringify(THEIRS)} }];
export const startOthers = () => Promise.all([start0(), start1()]);`;
}

/** A checkout's contender and how its core, which may come in one part or in two, is started. @param {string} checkout @param {number} i */
function side(checkout, i) {
  const file = (/** @type {string} */ path, query = '') => JSON.stringify(join(checkout, path) + query);
  const two = existsSync(join(checkout, 'www/pkg/gradual_rest.wasm'));
  return `import c${i} from ${file('tests/bench/contenders/ours.js', COPY)};
import * as core${i} from ${file('www/pkg/gradual.js', COPY)};
import wasm${i} from ${file('www/pkg/gradual_bg.wasm', '?url')};
${two ? `import rest${i} from ${file('www/pkg/gradual_rest.wasm', '?url')};` : ''}
async function start${i}() {
  await core${i}.default({ module_or_path: wasm${i} });
  ${two ? `await (core${i}.initPart ?? core${i}.initRest)(fetch(rest${i}));` : ''}
}`;
}
