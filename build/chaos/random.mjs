/** Random choices decided by a seed: the same seed gives the same choices (mulberry32). */
export function randomFrom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit) => Math.floor(next() * limit);
  return {
    below,
    /** One of a list. */
    pick: (list) => list[below(list.length)],
    chance: (share) => next() < share,
  };
}

/** The seed of one case of a part, so that it can be repeated alone. */
export function caseSeed(seed, part, index) {
  let hash = seed >>> 0;
  for (const char of `${part}:${index}`) hash = Math.imul(hash ^ char.charCodeAt(0), 16_777_619) >>> 0;
  return hash;
}
