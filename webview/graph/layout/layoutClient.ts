import { Failure } from '../../../src/shared/base/failures';
import type {
  Layout,
  LayoutContract,
  LayoutRequest,
} from '../../../src/shared/protocol/layoutContract';
import { RpcClient, type Port } from '../../../src/shared/protocol/rpc';
import type { Disposable } from '../../../src/shared/base/lifecycle';

/** A group that ELK has not laid out by then is laid out simply instead. */
const DEADLINE_MS = 4000;

function workerPort(worker: Worker): Port {
  return {
    send: (frame) => worker.postMessage(frame),
    onFrame: (listen) => {
      const receive = ({ data }: MessageEvent<unknown>): void => listen(data);
      worker.addEventListener('message', receive);
      return { dispose: () => worker.removeEventListener('message', receive) };
    },
    onClose: (listen) => {
      const fail = ({ message }: ErrorEvent): void => listen(new Failure('disconnected', message));
      worker.addEventListener('error', fail);
      return { dispose: () => worker.removeEventListener('error', fail) };
    },
  };
}

interface Running extends Disposable {
  readonly rpc: RpcClient<LayoutContract>;
}

function start(source: string): Running {
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const worker = new Worker(url);
  const rpc = new RpcClient<LayoutContract>(workerPort(worker));
  return {
    rpc,
    dispose: () => {
      rpc.dispose();
      worker.terminate();
      URL.revokeObjectURL(url);
    },
  };
}

/** Asks the worker for layouts. Only the newest request is answered; a late worker is replaced. */
export class LayoutClient implements Disposable {
  private running: Running;
  private newest: AbortController | undefined;

  constructor(private readonly source: string) {
    this.running = start(source);
  }

  /** Rejects with a `cancelled` {@link Failure} if a newer request overtook this one. */
  async arrange(request: LayoutRequest): Promise<Layout> {
    this.newest?.abort();
    const controller = new AbortController();
    this.newest = controller;
    const late = setTimeout(() => this.restart(), DEADLINE_MS);
    try {
      return await this.running.rpc.request('arrange', request, controller.signal);
    } catch (failure) {
      if (controller.signal.aborted || request.simple) throw failure;
      return await this.arrange({ ...request, simple: true });
    } finally {
      clearTimeout(late);
    }
  }

  dispose(): void {
    this.newest?.abort();
    this.running.dispose();
  }

  private restart(): void {
    const late = this.running;
    this.running = start(this.source);
    late.dispose();
  }
}
