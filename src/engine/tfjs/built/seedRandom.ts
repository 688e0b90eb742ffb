/** A uniform generator with 32 bits of state (mulberry32, public domain, T. Ettinger 2017). */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Seeds `Math.random` until undone: initializers without a seed of their own draw theirs from it. */
export function seedRandom(seed: number): () => void {
  const { random } = Math;
  Math.random = seededRandom(seed);
  return () => {
    Math.random = random;
  };
}

/** A seed of its own for every draw, from the repeatable `Math.random`: an integer below 2³¹. */
export const drawSeed = (): number => Math.floor(Math.random() * 2 ** 31);
