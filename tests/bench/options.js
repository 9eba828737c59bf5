// @ts-check
// What the command line asks for.

import { parseArgs } from 'node:util';
import { workloads } from './workloads.js';

export const HELP = `cargo xtask bench [OPTIONS]     time ours and its rivals
  --rounds N         blocks of each contender, 5 if not said
  --only T3_64,T4    these workloads; \`growth\` is how the cost grows
  --alone            only ours and plain JavaScript, which need no packages
  --against FOLDER   only ours and the core of another checkout, in 15 rounds if not said: how much faster is this one?
  --quick            2 rounds of short blocks and less learning
  --native           PyTorch, NumPy and scikit-learn on one thread as well, if python3 has them
  --markdown FILE    writes the table of the README: between the lines <!-- bench --> and <!-- /bench -->, if it has them
  --plot FILE        writes how the cost grows as a picture
cargo xtask bench page [--long] how smoothly the built page runs and what it learns; --long: on 60,000 digits, too;
                                --hour: only the memory that an hour of training takes
cargo xtask bench mobile        Lighthouse's scores of the built page, tab by tab`;

/** Milliseconds of a block. */
const BLOCK = { normal: 130, quick: 40 };

/** @typedef {ReturnType<typeof readOptions>} Options */

/** @param {string[]} words */
export function readOptions(words) {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      rounds: { type: 'string' },
      only: { type: 'string' },
      alone: { type: 'boolean', default: false },
      against: { type: 'string' },
      quick: { type: 'boolean', default: false },
      native: { type: 'boolean', default: false },
      markdown: { type: 'string' },
      plot: { type: 'string', default: 'target/bench/growth.svg' },
      long: { type: 'boolean', default: false },
      hour: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { alone, against = null, quick, help, native, markdown, plot, long, hour } = values;
  const [part, ...others] = positionals;
  if (others.length || (part && part !== 'page' && part !== 'mobile'))
    throw new Error(`There is no part ${positionals.join(' ')}.\n${HELP}`);
  return {
    page: part === 'page',
    mobile: part === 'mobile',
    ...{ alone, against, quick, help, native, markdown, plot, long, hour },
    names: names(values.only, against !== null),
    rounds: rounds(values.rounds ?? (quick ? '2' : against ? '15' : '5')),
    block: quick ? BLOCK.quick : BLOCK.normal,
  };
}

/** The names of what is to be timed. @param {string | undefined} only @param {boolean} duel which has no growth */
function names(only, duel) {
  const all = [...workloads.map(({ name }) => name), ...(duel ? [] : ['growth'])];
  const chosen = only?.split(',') ?? all;
  const unknown = chosen.find((name) => !all.includes(name));
  if (unknown !== undefined) throw new Error(`There is no workload ${unknown}; there are ${all.join(', ')}.`);
  return chosen;
}

/** @param {string} text */
function rounds(text) {
  const rounds = Number(text);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds must be a whole number from 1, not ${text}.`);
  return rounds;
}
