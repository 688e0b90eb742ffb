import { Failure } from '../../shared/base/failures';
import type { SourcePosition } from '../../shared/base/source';
import {
  ENGINE_PROTOCOL,
  isFolderIfAny,
  isGreetRequest,
  isListOfIds,
  isRunRequest,
  type EngineContract,
  type Greeting,
  type GreetRequest,
  type RunRequest,
} from '../../shared/protocol/engineContract';
import type { KeptFile } from '../../shared/protocol/keptFile';
import { announce, isNull, serve } from '../../shared/protocol/rpc';
import type { AnyJobs, JobContext } from '../jobs/kinds/job';
import { prepareFrontends } from '../jobs/inspect/frontends';
import { rehearse } from '../jobs/inspect/rehearse';
import { backendStatuses, openBackend } from '../tfjs/backends/openBackend';
import { takeHostPort, type HostPort } from './hostPort';
import { replacedPart } from '../lock/language';
import { lockProcess } from '../lock/lockProcess';
import { ceilingBytes } from './startWatchdog';

/**
 * Makes this forked process, whose watchdog was started, an engine for these kinds of jobs, one of which it runs.
 * `code` gives what V8 has compiled so far if that is worth keeping.
 */
export function serveEngine(
  jobs: AnyJobs,
  watched: Promise<boolean>,
  code: () => KeptFile | undefined = () => undefined,
): void {
  const port = takeHostPort();
  port.onClose(() => leave(0));
  outliveStrayErrors();
  const keep = keepOver(port);
  const keepCode = (): void => {
    const file = code();
    if (file) keep(file);
  };
  let warming = Promise.resolve();
  const warm = async (work: () => Promise<void>): Promise<null> => {
    warming = warming
      .catch(() => undefined)
      .then(work)
      .then(keepCode)
      .catch(logUnexpected);
    await warming;
    return null;
  };
  serve<EngineContract>(port, {
    greet: { accepts: isGreetRequest, handle: (request) => greet(request, watched) },
    rehearse: { accepts: isFolderIfAny, handle: (folder) => warm(() => rehearse(folder)) },
    prepare: {
      accepts: isListOfIds,
      handle: (ids) => warm(() => prepareFrontends(ids, keep)),
    },
    run: {
      accepts: isRunRequest,
      handle: async (request) => {
        port.stopReading();
        await warming.catch(() => undefined);
        return runJob(
          jobs,
          request,
          contextOver(port, { cells: request.cells, ceilingBytes: ceilingBytes() }),
        ).catch(logUnexpected);
      },
    },
    backends: { accepts: isNull, handle: () => backendStatuses() },
  });
}

async function greet(
  { protocol, backend }: GreetRequest,
  watched: Promise<boolean>,
): Promise<Greeting> {
  if (protocol !== ENGINE_PROTOCOL) {
    throw new Failure('protocol-mismatch', `${protocol} is not ${ENGINE_PROTOCOL}`);
  }
  return {
    protocol: ENGINE_PROTOCOL,
    runtime: await openBackend(backend),
    watched: await watched,
    ringed: Reflect.has(process, 'permission'),
  };
}

async function runJob(
  jobs: AnyJobs,
  { job }: RunRequest,
  context: GuardedContext,
): Promise<unknown> {
  const kind = Object.hasOwn(jobs, job.kind) ? jobs[job.kind] : undefined;
  if (!kind?.accepts(job)) throw new Failure('protocol-mismatch', job.kind);
  try {
    const result = await kind.run(job, context);
    context.refuseReplaced();
    return result;
  } catch (error) {
    // A part of the language that is gone is the likely cause of whatever else went wrong.
    if (!(error instanceof Failure) || error.code === 'unexpected') context.refuseReplaced();
    throw error;
  }
}

const keepOver =
  (port: HostPort) =>
  (file: KeptFile): void =>
    announce<EngineContract, 'keep'>(port, 'keep', file);

interface GuardedContext extends JobContext {
  /** Throws if model code has replaced a part of the language since: the numbers would not be right. */
  refuseReplaced(): void;
}

function contextOver(
  port: HostPort,
  { cells, ceilingBytes }: Pick<JobContext, 'cells' | 'ceilingBytes'>,
): GuardedContext {
  let place: SourcePosition | undefined;
  const say = <Name extends keyof EngineContract['events']>(
    name: Name,
    payload: EngineContract['events'][Name],
  ): void => announce<EngineContract, Name>(port, name, payload);
  const refuseReplaced = (): void => {
    const replaced = replacedPart(place);
    if (replaced) throw replaced;
  };
  return {
    cells,
    ceilingBytes,
    refuseReplaced,
    keep: keepOver(port),
    progress: (progress) => {
      refuseReplaced();
      say('progress', progress);
    },
    running: (at, lock) => {
      place = at;
      say('running', at);
      lockProcess(lock);
    },
    partial: (result) => Promise.resolve(say('partial', result)),
    cell: (cell) => Promise.resolve(say('cell', cell)),
  };
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

/** Ends the process without running any more model code, even if `process.exit` was replaced. */
const leave = (Reflect.get(process, 'reallyExit') as (code: number) => void).bind(process);
