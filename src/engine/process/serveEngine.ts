import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { Failure } from '../../shared/base/failures';
import type { WatchdogOrders } from '../../shared/protocol/engineProcess';
import {
  ENGINE_PROTOCOL,
  isGreeting,
  isListOfIds,
  isRunRequest,
  type EngineContract,
  type RunRequest,
} from '../../shared/protocol/engineContract';
import { announce, isNull, serve, type Frame } from '../../shared/protocol/rpc';
import type { AnyJobs, JobContext } from '../jobs/kinds/job';
import { prepareFrontends } from '../jobs/inspect/frontends';
import { rehearse } from '../jobs/inspect/rehearse';
import { backendStatuses, openBackend } from '../tfjs/backends/openBackend';
import { takeHostPort, type HostPort } from './hostPort';
import { lockProcess } from '../lock/lockProcess';

const MEGABYTE = 1024 * 1024;

/**
 * Makes this forked process an engine for these kinds of jobs, one of which it runs. The watchdog's bundle
 * lies beside this one; the first argument of the command line is the memory ceiling in megabytes.
 */
export function serveEngine(jobs: AnyJobs): void {
  const port = takeHostPort();
  port.onClose(() => leave(0));
  outliveStrayErrors();
  startWatchdog(Number(process.argv[2]));
  let warming = Promise.resolve();
  const warm = async (work: () => Promise<void>): Promise<null> => {
    warming = warming
      .catch(() => undefined)
      .then(work)
      .catch(logUnexpected);
    await warming;
    return null;
  };
  serve<EngineContract>(port, {
    greet: { accepts: isGreeting, handle: greet },
    rehearse: { accepts: isNull, handle: () => warm(rehearse) },
    prepare: { accepts: isListOfIds, handle: (ids) => warm(() => prepareFrontends(ids)) },
    run: {
      accepts: isRunRequest,
      handle: async (request) => {
        port.stopReading();
        await warming.catch(() => undefined);
        return runJob(jobs, request, port).catch(logUnexpected);
      },
    },
    backends: { accepts: isNull, handle: () => backendStatuses() },
  });
}

async function greet({ protocol }: { readonly protocol: number }) {
  if (protocol !== ENGINE_PROTOCOL) {
    throw new Failure('protocol-mismatch', `${protocol} is not ${ENGINE_PROTOCOL}`);
  }
  return { protocol: ENGINE_PROTOCOL, runtime: await openBackend('auto') };
}

async function runJob(jobs: AnyJobs, { job, cells }: RunRequest, port: HostPort): Promise<unknown> {
  const kind = Object.hasOwn(jobs, job.kind) ? jobs[job.kind] : undefined;
  if (!kind?.accepts(job)) throw new Failure('protocol-mismatch', job.kind);
  return kind.run(job, contextOver(port, cells));
}

function contextOver(port: HostPort, cells: RunRequest['cells']): JobContext {
  const deliver = (name: keyof EngineContract['events'], payload: unknown): Promise<void> => {
    const frame: Frame = { kind: 'event', name, payload };
    return port.deliver(frame);
  };
  return {
    cells,
    progress: (progress) => announce<EngineContract, 'progress'>(port, 'progress', progress),
    running: (at, lock) => {
      announce<EngineContract, 'running'>(port, 'running', at);
      lockProcess(lock);
    },
    partial: (result) => deliver('partial', result),
    cell: (cell) => deliver('cell', cell),
  };
}

function startWatchdog(ceilingMegabytes: number): void {
  const workerData: WatchdogOrders = {
    ceilingBytes: ceilingMegabytes * MEGABYTE,
    host: process.ppid,
  };
  new Worker(path.join(__dirname, 'watchdog.js'), { workerData }).unref();
}

/** Logs the stack of an error that is no `Failure`: a fault of the engine. */
function logUnexpected(error: unknown): never {
  if (!(error instanceof Failure)) console.error(error);
  throw error;
}

/** Keeps the process alive when timers, or training that is not awaited, fail after the model's code. */
function outliveStrayErrors(): void {
  const log = (error: unknown): void => console.error('The model code failed on its own:', error);
  process.on('uncaughtException', log);
  process.on('unhandledRejection', log);
}

/** Ends the process without a turn for model code, and also when `process.exit` is taken away. */
const leave = (Reflect.get(process, 'reallyExit') as (code: number) => void).bind(process);
