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
  return { median: quantile(values, 0.5), min: Math.min(...values), max: Math.max(...values) };
}

/** The value that so large a share of the others lies below. @param {number[]} values @param {number} share */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low + (high - low) * (place - Math.floor(place));
}

/** @template T @param {T[]} items */
function shuffled(items) {
  const keyed = items.map((item) => ({ item, key: Math.random() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}
