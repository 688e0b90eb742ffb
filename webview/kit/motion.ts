export const reducesMotion = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Calls `step` with an eased share from 0 to 1 once per frame. Returns a function that ends it early. */
export function animate(milliseconds: number, step: (share: number) => void): () => void {
  const start = performance.now();
  let asked = 0;
  const next = (now: number): void => {
    const share = Math.min(1, Math.max(0, (now - start) / milliseconds));
    if (share < 1) asked = requestAnimationFrame(next);
    step(1 - (1 - share) ** 3);
  };
  asked = requestAnimationFrame(next);
  return () => cancelAnimationFrame(asked);
}
