// The engine process: the only place where user code and TensorFlow.js run. One process answers one `inspect`.
// First: the others take their words when they are loaded.
import './words';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { Failure } from '../../shared/base/failures';
import {
  ENGINE_PROTOCOL,
  isGreeting,
  isInspectRequest,
  isNull,
  type EngineContract,
  type InspectRequest,
} from '../../shared/protocol/engineContract';
import type { WatchdogOrders } from '../../shared/protocol/engineProcess';
import { announce, serve } from '../../shared/protocol/rpc';
import { backendStatuses, openBackend } from '../tfjs/backends/openBackend';
import { takeHostPort, type HostPort } from './hostPort';
import { inspect, type Listener } from '../jobs/inspect';
import { lockProcess } from '../lock/lockProcess';
import { rehearse } from '../jobs/rehearse';

const MEGABYTE = 1024 * 1024;

function startWatchdog(ceilingMegabytes: number): void {
  const workerData: WatchdogOrders = {
    ceilingBytes: ceilingMegabytes * MEGABYTE,
    host: process.ppid,
  };
  new Worker(path.join(__dirname, 'watchdog.js'), { workerData }).unref();
}

function listenerOver(port: HostPort, { allowNetwork = false }: InspectRequest): Listener {
  return {
    progress: (progress) => announce<EngineContract, 'progress'>(port, 'progress', progress),
    building: (at) => {
      announce<EngineContract, 'building'>(port, 'building', at);
      lockProcess({ allowNetwork });
    },
    draft: (report) => port.deliver({ kind: 'event', name: 'draft', payload: report }),
  };
}

function serveHost(port: HostPort): void {
  let rehearsal = Promise.resolve();
  serve<EngineContract>(port, {
    greet: {
      accepts: isGreeting,
      handle: async ({ protocol }) => {
        if (protocol !== ENGINE_PROTOCOL) {
          throw new Failure('protocol-mismatch', `${protocol} is not ${ENGINE_PROTOCOL}`);
        }
        const backend = await openBackend('auto');
        return { protocol: ENGINE_PROTOCOL, backend };
      },
    },
    rehearse: {
      accepts: isNull,
      handle: async () => {
        rehearsal = rehearse().catch(logUnexpected);
        await rehearsal;
        return null;
      },
    },
    inspect: {
      accepts: isInspectRequest,
      handle: async (request) => {
        port.deafen();
        await rehearsal.catch(() => undefined);
        return inspect(request, listenerOver(port, request)).catch(logUnexpected);
      },
    },
    backends: { accepts: isNull, handle: () => backendStatuses() },
  });
}

/** A failure has its words; anything else is our mistake, and its stack belongs in the log. */
function logUnexpected(error: unknown): never {
  if (!(error instanceof Failure)) console.error(error);
  throw error;
}

/** What model code leaves running (timers, training that nobody awaits) may fail without harm to the run. */
function outliveStrayErrors(): void {
  const log = (error: unknown): void => console.error('The model code failed on its own:', error);
  process.on('uncaughtException', log);
  process.on('unhandledRejection', log);
}

/** Ends the process without a turn for model code, and also when `process.exit` is taken away. */
const leave = (Reflect.get(process, 'reallyExit') as (code: number) => void).bind(process);

const port = takeHostPort();
port.onClose(() => leave(0));
outliveStrayErrors();
startWatchdog(Number(process.argv[2]));
serveHost(port);
