// @ts-check
// Rounds: in each, every player works for one block, in random order, so that what disturbs the machine disturbs all.

/** @typedef {{ name: string, block: () => Promise<number> }} Player */

/** What each player took in each round. @param {Player[]} players @param {number} rounds */
export async function play(players, rounds) {
  const results = new Map(players.map(({ name }) => [name, /** @type {number[]} */ ([])]));
  for (let round = 0; round < rounds; round++) {
    for (const { name, block } of shuffled(players)) results.get(name)?.push(await block());
  }
  return results;
}

/** @typedef {{ median: number, min: number, max: number }} Spread */

/** @param {number[]} values @returns {Spread} */
export function spread(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const median = sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median, min: sorted[0], max: sorted[sorted.length - 1] };
}

/** @template T @param {T[]} items */
function shuffled(items) {
  const keyed = items.map((item) => ({ item, key: Math.random() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}
