// User code may wait for a second while nothing happens, or half a minute for a network.
const IDLE_TICKS = { here: 20, network: 600 };
const TICK_MILLISECONDS = 50;

/** Ends a run that waits for a click or an image that never comes: the model that exists is then the model. */
export function watchIdle(allowsNetwork: boolean, end: () => void): NodeJS.Timeout {
  let ticks = 0;
  const limit = allowsNetwork ? IDLE_TICKS.network : IDLE_TICKS.here;
  return setInterval(() => {
    ticks += 1;
    if (ticks >= limit) end();
  }, TICK_MILLISECONDS);
}
