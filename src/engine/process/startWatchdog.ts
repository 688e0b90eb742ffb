import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { WatchdogOrders } from '../../shared/protocol/engineProcess';

const MEGABYTE = 1024 * 1024;

/** The most memory that this process may take, from the first argument of its command line, in megabytes. */
export const ceilingBytes = (): number => Number(process.argv[2]) * MEGABYTE;

/**
 * The process that started this one, from the second argument: a host that is gone already leaves its children to
 * another parent.
 */
const host = (): number => Number(process.argv[3] ?? process.ppid);

/**
 * Starts the thread that ends this process with its host, or when it grows too large; its bundle lies beside this one.
 * Resolves to whether it runs: without it nothing but the heap has a ceiling.
 */
export function startWatchdog(): Promise<boolean> {
  const workerData: WatchdogOrders = { ceilingBytes: ceilingBytes(), host: host() };
  return new Promise((resolve) => {
    try {
      const watchdog = new Worker(path.join(__dirname, 'watchdog.js'), { workerData });
      watchdog.unref();
      watchdog.once('online', () => resolve(true));
      watchdog.once('error', () => resolve(false));
    } catch {
      resolve(false);
    }
  });
}
