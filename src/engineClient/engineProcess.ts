import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { Failure, thrownText } from '../shared/base/failures';
import { Emitter } from '../shared/base/emitter';
import type { Disposable } from '../shared/base/lifecycle';
import { visible } from '../shared/base/visible';
import {
  ENGINE_PROTOCOL,
  type EngineContract,
  type Greeting,
} from '../shared/protocol/engineContract';
import { asGreeting } from '../shared/protocol/engineFrames';
import { RpcClient, type Frame, type Port } from '../shared/protocol/rpc';
import type { BackendName } from '../shared/report/report';
import { message } from '../shared/words/message';
import { sentenceOf } from '../shared/words/sentence';
import { EngineChannel } from './engineChannel';
import { engineEnvironment } from './engineEnvironment';
import { failureOf, type Exit } from './ending';
import { keepFile } from './keepFile';
import { PythonHelper, type PythonChoice } from './python/pythonHelper';
import { ringFlags } from './outerRing';

export interface EngineProcessOptions {
  /** Absolute path of the engine's bundle. */
  readonly entry: string;
  /** Ceiling of the process, for the JavaScript heap and for everything together. */
  readonly memoryMegabytes: number;
  /** Folders whose `node_modules` may hold optional backends, best first. */
  readonly packages?: readonly string[];
  /** The folder for what starts faster the next time; without it nothing is kept. */
  readonly cache?: string;
  /** The backend to have ready; no code of a package is loaded for any other. `wasm` where absent. */
  readonly backend?: BackendName | 'auto' | undefined;
  /** The user's own Python for definitions in Python; without it the embedded one does all. */
  readonly python?: PythonChoice | undefined;
  /** Folders of Python packages that the embedded Python may read, as an environment of the user's has them. */
  readonly pythonPackages?: readonly string[] | undefined;
  /** Receives what the process prints, as far as it is kept; model code may print too. */
  log(text: string): void;
}

const LAST_WORDS = 4000;

/** The second one makes a run a seventh shorter, the third little. */
const REHEARSALS = 2;

/** Node's exit code for a flag that it does not take. */
const BAD_OPTION = 9;
/** This Node names the permission model and does not take it. */
let ringRefused = false;

/** Beyond this much, what an engine prints is left out. */
const MOST_PRINTED = 1_000_000;

/** One engine: made warm, used for one run, killed. */
export class EngineProcess implements Disposable {
  readonly rpc: RpcClient<EngineContract>;
  /** Resolves when TensorFlow.js and its backend are loaded. */
  readonly ready: Promise<Greeting>;
  private child: ChildProcess;
  private helper: PythonHelper | undefined;
  private channel: EngineChannel;
  /** Frames that were sent before the process was ready. */
  private unheard: Frame[] | undefined = [];
  private readonly frames = new Emitter<Frame>();
  private readonly closed = new Emitter<Failure>();
  private lastWords = '';
  private printed = 0;
  private running = false;
  private ended = false;

  constructor(private readonly options: EngineProcessOptions) {
    const flags = ringRefused ? [] : ringFlags(options.packages);
    this.child = this.start(flags);
    this.channel = this.attend(flags);
    this.rpc = new RpcClient(this.port());
    this.keepFiles();
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

  /**
   * Warms its code up, as long as nobody waits for it, and that of a search through a folder where one is given. The
   * process stays usable where that fails.
   */
  async rehearse(folder?: string): Promise<void> {
    try {
      await this.ready;
      for (let round = 0; round < REHEARSALS && !this.running; round++) {
        await this.rpc.request('rehearse', folder ?? null);
      }
    } catch {
      // A run says what is wrong.
    }
  }

  /** Loads what these frontends need. The process stays usable where that fails. */
  prepare(frontends: readonly string[]): Promise<unknown> {
    return this.ready.then(() => this.rpc.request('prepare', frontends)).catch(() => undefined);
  }

  /** Attributes an exit to the model from now on. */
  beginRun(): void {
    this.running = true;
  }

  /** Keeps what the engine asks for, until model code runs in it. */
  private keepFiles(): void {
    const { cache } = this.options;
    if (cache === undefined) return;
    const keeping = this.rpc.on('keep', (file) => {
      keepFile(cache, file).catch((error: unknown) => this.options.log(`${thrownText(error)}\n`));
    });
    this.rpc.on('running', () => keeping.dispose());
  }

  /** Kills the process at once: model code can be stuck in an endless loop. */
  dispose(): void {
    this.ended = true;
    this.rpc.dispose();
    this.kill();
  }

  /** Ends an engine whose channel others write to. */
  abandon(): void {
    this.kill();
    this.close(new Failure('engine-crashed', message('process.broken-channel')));
  }

  private kill(): void {
    // Without an id it was never started, and Node would signal its own group.
    if (this.child.pid !== undefined) this.child.kill('SIGKILL');
    this.helper?.dispose();
  }

  /** Starts an engine, and the helper that it talks to. */
  private start(flags: readonly string[]): ChildProcess {
    this.helper?.dispose();
    const { python, entry, memoryMegabytes } = this.options;
    const folder = path.dirname(entry);
    const log = (text: string): void => this.print(text);
    this.helper = python && new PythonHelper(python, { folder, memoryMegabytes, log });
    const child = startEngine(this.options, flags, this.helper);
    this.helper?.handOver();
    return child;
  }

  /** Listens to the process. */
  private attend(flags: readonly string[]): EngineChannel {
    const { child } = this;
    child.stdout?.on('data', (text: Buffer) => this.print(text.toString()));
    child.stderr?.on('data', (text: Buffer) => this.keepLastWords(text.toString()));
    // `close` comes after the last output, so the last words are complete.
    child.once('close', (code, signal) => {
      if (code === BAD_OPTION && flags.length > 0 && this.unheard && !this.ended) this.goWithout();
      else this.finish({ code, signal, started: true });
    });
    child.on('error', (error) => {
      this.keepLastWords(`${error.message}\n`);
      if (child.pid === undefined) this.finish({ code: null, signal: null, started: false });
    });
    return new EngineChannel(child, {
      frame: (frame) => {
        this.unheard = undefined;
        this.frames.fire(frame);
      },
      broken: () => this.abandon(),
    });
  }

  /** Starts again without the flags that this Node refused, as an editor's may. */
  private goWithout(): void {
    ringRefused = true;
    this.lastWords = '';
    this.child = this.start([]);
    this.channel = this.attend([]);
    for (const frame of this.unheard ?? []) this.channel.send(frame);
  }

  private async greet(): Promise<Greeting> {
    const { backend = 'wasm' } = this.options;
    const answer = await this.rpc.request('greet', { protocol: ENGINE_PROTOCOL, backend });
    const greeting = asGreeting(answer);
    if (!greeting) throw new Failure('protocol-mismatch', 'greet');
    if (!greeting.ringed) this.options.log(`${sentenceOf(message('process.unringed'))}\n`);
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

  private finish(exit: Exit): void {
    const { lastWords, running, options } = this;
    const { memoryMegabytes } = options;
    this.close(failureOf({ ...exit, lastWords: visible(lastWords), running, memoryMegabytes }));
  }

  private close(reason: Failure): void {
    this.ended = true;
    this.helper?.dispose();
    this.closed.fire(reason);
  }

  private port(): Port {
    return {
      send: (frame) => {
        this.unheard?.push(frame);
        this.channel.send(frame);
      },
      onFrame: this.frames.event,
      onClose: this.closed.event,
    };
  }
}

function startEngine(
  { entry, memoryMegabytes, packages, cache, python, pythonPackages }: EngineProcessOptions,
  flags: readonly string[],
  helper: PythonHelper | undefined,
): ChildProcess {
  const ends = helper?.ends;
  const all = [`--max-old-space-size=${memoryMegabytes}`, ...flags];
  const told = [memoryMegabytes, process.pid].map(String);
  const route = ends && python?.route;
  return spawn(process.execPath, [...all, entry, ...told], {
    // Model code may print; the channel has pipes of its own.
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe', ...(ends ?? [])],
    env: engineEnvironment(process.env, { packages, cache, route, pythonPackages }),
  });
}
