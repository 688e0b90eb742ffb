/** Runs `act` once after the changes of the moment, however often it was called for. */
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
