import { fork, type ChildProcess } from 'node:child_process';
import { delimiter } from 'node:path';
import type { Failure } from '../shared/base/failures';
import type { Disposable } from '../shared/base/lifecycle';
import {
  ENGINE_PROTOCOL,
  type EngineContract,
  type Greeting,
} from '../shared/protocol/engineContract';
import { RpcClient, type Port } from '../shared/protocol/rpc';
import { failureOf, type Exit } from './ending';

export interface EngineProcessOptions {
  /** Absolute path of the engine's bundle. */
  readonly entry: string;
  /** Ceiling of the process, for the JavaScript heap and for everything together. */
  readonly memoryMegabytes: number;
  /** Folders whose `node_modules` may hold optional backends, best first. */
  readonly packages?: readonly string[];
  /** The folder for what starts faster the next time; the user's own for caches where it is absent. */
  readonly cache?: string;
  /** Receives everything that the process prints; model code may print too. */
  log(text: string): void;
}

const LAST_WORDS = 4000;

/** One forked engine: made warm, used for one run, killed. */
export class EngineProcess implements Disposable {
  readonly rpc: RpcClient<EngineContract>;
  /** Resolves when TensorFlow.js and its backend are loaded. */
  readonly ready: Promise<Greeting>;
  private readonly child: ChildProcess;
  private readonly closeListeners = new Set<(reason: Failure) => void>();
  private lastWords = '';
  private running = false;
  private ended = false;

  constructor(private readonly options: EngineProcessOptions) {
    this.child = forkEngine(options);
    this.child.stdout?.on('data', (text: Buffer) => options.log(text.toString()));
    this.child.stderr?.on('data', (text: Buffer) => this.keepLastWords(text.toString()));
    // `close` comes after the last output, so the last words are complete.
    this.child.once('close', (code, signal) => this.finish({ code, signal, started: true }));
    this.child.on('error', (error) => {
      this.keepLastWords(`${error.message}\n`);
      if (this.child.pid === undefined) this.finish({ code: null, signal: null, started: false });
    });
    this.rpc = new RpcClient(this.port());
    this.ready = this.rpc.request('greet', { protocol: ENGINE_PROTOCOL });
    // Its user sees a failed start; a spare without a user must not raise an unhandled rejection.
    this.ready.catch(() => undefined);
  }

  /** `true` until it is killed or ends on its own. */
  get alive(): boolean {
    return !this.ended;
  }

  /** `true` once model code may have run in it. */
  get used(): boolean {
    return this.running;
  }

  /** Warms its code up while nobody waits for it. The process stays usable where that fails. */
  rehearse(): Promise<unknown> {
    return this.ready.then(() => this.rpc.request('rehearse', null)).catch(() => undefined);
  }

  /** Loads what these frontends need. The process stays usable where that fails. */
  prepare(frontends: readonly string[]): Promise<unknown> {
    return this.ready.then(() => this.rpc.request('prepare', frontends)).catch(() => undefined);
  }

  /** Attributes an exit to the model from now on. */
  beginRun(): void {
    this.running = true;
  }

  /** Kills the process at once: model code can be stuck in an endless loop. */
  dispose(): void {
    this.ended = true;
    this.rpc.dispose();
    this.child.kill('SIGKILL');
  }

  private keepLastWords(text: string): void {
    this.lastWords = (this.lastWords + text).slice(-LAST_WORDS);
    this.options.log(text);
  }

  private finish(exit: Exit): void {
    this.ended = true;
    const { lastWords, running, options } = this;
    const { memoryMegabytes } = options;
    const reason = failureOf({ ...exit, lastWords, running, memoryMegabytes });
    for (const listen of [...this.closeListeners]) listen(reason);
  }

  private port(): Port {
    const { child, closeListeners } = this;
    return {
      send: (frame) => {
        // A frame for a process that has just ended is lost; `onClose` tells who waits for its answer.
        if (child.connected) child.send(frame, () => undefined);
      },
      onFrame: (listen) => {
        child.on('message', listen);
        return { dispose: () => child.off('message', listen) };
      },
      onClose: (listen) => {
        closeListeners.add(listen);
        return { dispose: () => closeListeners.delete(listen) };
      },
    };
  }
}

function forkEngine({
  entry,
  memoryMegabytes,
  packages,
  cache,
}: EngineProcessOptions): ChildProcess {
  return fork(entry, [String(memoryMegabytes)], {
    // Structured clone: undefined, Infinity and typed arrays survive.
    serialization: 'advanced',
    // Model code may print; its output stays off the protocol.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [`--max-old-space-size=${memoryMegabytes}`],
    // In the editor `process.execPath` is Electron; this makes it behave as Node.
    env: {
      ...process.env,
      ELECTRON_RUN_AS_NODE: '1',
      ...(cache !== undefined && { SKIPSCOPE_CACHE: cache }),
      ...(packages && { SKIPSCOPE_PACKAGES: packages.join(delimiter) }),
    },
  });
}
