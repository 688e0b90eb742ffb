/** Runs `act` once, after the current task, for all calls within it. */
export function batched(act: () => void): () => void {
  let isWaiting = false;
  return () => {
    if (isWaiting) return;
    isWaiting = true;
    queueMicrotask(() => {
      isWaiting = false;
      act();
    });
  };
}

/** Runs `act` 150 ms after the last call. */
export function debounced(act: () => void): () => void {
  const REST_MS = 150;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, REST_MS);
  };
}
