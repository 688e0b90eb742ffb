// A thread of the engine that goes on while the model's code blocks the main thread. It ends the whole
// process when it grows beyond its ceiling or when the host is gone.
import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { OVER_CEILING_MARK, type WatchdogOrders } from '../../shared/protocol/engineProcess';

/** Often enough that a loop that fills memory at 1 GB/s passes the ceiling by some 25 MB only. */
const INTERVAL_MS = 25;
const { ceilingBytes, host } = workerData as WatchdogOrders;

function hostIsGone(): boolean {
  try {
    process.kill(host, 0);
    return process.platform !== 'win32' && process.ppid !== host;
  } catch {
    return true;
  }
}

function endProcess(): void {
  process.kill(process.pid, 'SIGKILL');
}

setInterval(() => {
  if (process.memoryUsage.rss() > ceilingBytes) {
    try {
      writeSync(2, `${OVER_CEILING_MARK}\n`);
    } finally {
      endProcess();
    }
  }
  if (hostIsGone()) endProcess();
}, INTERVAL_MS);
