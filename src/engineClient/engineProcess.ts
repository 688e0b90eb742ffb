import { spawn, type ChildProcess } from 'node:child_process';
import { Failure } from '../shared/base/failures';
import type { Disposable } from '../shared/base/lifecycle';
import { visible } from '../shared/base/visible';
import { ENGINE_PROTOCOL, type EngineContract, type Greeting } from '../shared/protocol/engineContract';
import { asGreeting } from '../shared/protocol/engineFrames';
import { RpcClient, type Frame, type Port } from '../shared/protocol/rpc';
import type { BackendName } from '../shared/report/report';
import { message } from '../shared/words/message';
import { EngineChannel } from './engineChannel';
import { engineEnvironment } from './engineEnvironment';
import { failureOf, type Exit } from './ending';

export interface EngineProcessOptions {
  /** Absolute path of the engine's bundle. */
  readonly entry: string;
  /** Ceiling of the process, for the JavaScript heap and for everything together. */
  readonly memoryMegabytes: number;
  /** Folders whose `node_modules` may hold optional backends, best first. */
  readonly packages?: readonly string[];
  /** The backend to have ready; no code of a package is loaded for any other. `wasm` where absent. */
  readonly backend?: BackendName | 'auto' | undefined;
  /** Receives what the process prints, as far as it is kept; model code may print too. */
  log(text: string): void;
}

const LAST_WORDS = 4000;

/** Beyond this much, what an engine prints is left out. */
const MOST_PRINTED = 1_000_000;

/** One engine: made warm, used for one run, killed. */
export class EngineProcess implements Disposable {
  readonly rpc: RpcClient<EngineContract>;
  /** Resolves when TensorFlow.js and its backend are loaded. */
  readonly ready: Promise<Greeting>;
  private readonly child: ChildProcess;
  private readonly channel: EngineChannel;
  private readonly frameListeners = new Set<(frame: Frame) => void>();
  private readonly closeListeners = new Set<(reason: Failure) => void>();
  private lastWords = '';
  private printed = 0;
  private running = false;
  private ended = false;

  constructor(private readonly options: EngineProcessOptions) {
    this.child = startEngine(options);
    this.child.stdout?.on('data', (text: Buffer) => this.print(text.toString()));
    this.child.stderr?.on('data', (text: Buffer) => this.keepLastWords(text.toString()));
    // `close` comes after the last output, so the last words are complete.
    this.child.once('close', (code, signal) => this.finish({ code, signal, started: true }));
    this.child.on('error', (error) => {
      this.keepLastWords(`${error.message}\n`);
      if (this.child.pid === undefined) this.finish({ code: null, signal: null, started: false });
    });
    this.channel = new EngineChannel(this.child, {
      frame: (frame) => this.frameListeners.forEach((listen) => listen(frame)),
      broken: () => this.abandon(),
    });
    this.rpc = new RpcClient(this.port());
    this.ready = this.greet();
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

  private async greet(): Promise<Greeting> {
    const { backend = 'wasm' } = this.options;
    const answer = await this.rpc.request('greet', { protocol: ENGINE_PROTOCOL, backend });
    const greeting = asGreeting(answer);
    if (!greeting) throw new Failure('protocol-mismatch', 'greet');
    return greeting;
  }

  private print(text: string): void {
    const left = MOST_PRINTED - this.printed;
    if (left <= 0) return;
    this.printed += text.length;
    this.options.log(visible(text.slice(0, left)));
  }

  private keepLastWords(text: string): void {
    this.lastWords = (this.lastWords + text).slice(-LAST_WORDS);
    this.print(text);
  }

  /** Ends an engine whose channel others write to. */
  private abandon(): void {
    this.child.kill('SIGKILL');
    this.close(new Failure('engine-crashed', message('process.broken-channel')));
  }

  private finish(exit: Exit): void {
    const { lastWords, running, options } = this;
    const { memoryMegabytes } = options;
    this.close(failureOf({ ...exit, lastWords: visible(lastWords), running, memoryMegabytes }));
  }

  private close(reason: Failure): void {
    this.ended = true;
    for (const listen of [...this.closeListeners]) listen(reason);
  }

  private port(): Port {
    return {
      send: (frame) => this.channel.send(frame),
      onFrame: (listen) => subscribed(this.frameListeners, listen),
      onClose: (listen) => subscribed(this.closeListeners, listen),
    };
  }
}

function subscribed<Listen>(listeners: Set<Listen>, listen: Listen): Disposable {
  listeners.add(listen);
  return { dispose: () => void listeners.delete(listen) };
}

function startEngine({ entry, memoryMegabytes, packages }: EngineProcessOptions): ChildProcess {
  const flags = [`--max-old-space-size=${memoryMegabytes}`];
  return spawn(process.execPath, [...flags, entry, String(memoryMegabytes)], {
    // Model code may print; the channel has pipes of its own.
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
    env: engineEnvironment(process.env, packages),
  });
}
