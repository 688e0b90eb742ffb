/** Runs `act` once after the changes of the moment, however many of them asked for it. */
export function soon(act: () => void): () => void {
  let isAsked = false;
  return () => {
    if (isAsked) return;
    isAsked = true;
    queueMicrotask(() => {
      isAsked = false;
      act();
    });
  };
}

/** Runs `act` when it has not been asked for some time: what moves is looked at once it rests. */
export function atRest(act: () => void): () => void {
  const REST_MS = 150;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, REST_MS);
  };
}
