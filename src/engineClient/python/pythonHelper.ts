import { spawn, type ChildProcess } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import type { Disposable } from '../../shared/base/lifecycle';

/** The user's own Python, and what it is used for: what the embedded one cannot do, and the probe; or everything. */
export interface PythonChoice {
  /** Absolute path of the interpreter, or a name on the search path. */
  readonly file: string;
  readonly route: 'auto' | 'interpreter';
}

export interface HelperPlace {
  /** The folder of the engine's bundle, with the Python packages in `python.zip`. */
  readonly folder: string;
  /** Beyond this much, on top of what the libraries take, a run ends. */
  readonly memoryMegabytes: number;
  readonly log: (text: string) => void;
}

/** The descriptors of the helper's own pipes: it reads requests from the first and answers on the second. */
const READS = 3;
const WRITES = 4;

/**
 * A Python beside an engine, which may start no process itself: it waits for the engine's requests on pipes that
 * lead there, imports torch when it is asked to, and ends with the engine.
 */
export class PythonHelper implements Disposable {
  private readonly child: ChildProcess;

  constructor({ file }: PythonChoice, { folder, memoryMegabytes, log }: HelperPlace) {
    this.child = spawn(file, ['-B', '-m', 'skipscope.interpreter', String(memoryMegabytes)], {
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
      env: helperEnvironment(process.env, path.join(folder, 'python.zip')),
      windowsHide: true,
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (text: Buffer) => log(text.toString()));
    }
    this.child.on('error', (error) => log(`${error.message}\n`));
  }

  /** The ends that the engine inherits: what it reads, what it writes. `undefined` where no process was started. */
  get ends(): readonly [from: Duplex, to: Duplex] | undefined {
    const { pid, stdio } = this.child;
    if (pid === undefined) return undefined;
    const [to, from] = [stdio[READS], stdio[WRITES]];
    return to && from ? [from as Duplex, to as Duplex] : undefined;
  }

  /** Closes this process's copies of the pipes once the engine has its own. */
  handOver(): void {
    for (const end of this.ends ?? []) end.destroy();
  }

  dispose(): void {
    if (this.child.pid !== undefined) this.child.kill('SIGKILL');
  }
}

/** Variables of a shell that tell a Python where its packages are stay; tokens do not reach a model's code. */
const secret = /(?:TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|API_KEY|ACCESS_KEY)(?:_|$)/i;

function helperEnvironment(host: NodeJS.ProcessEnv, packages: string): NodeJS.ProcessEnv {
  const kept = Object.entries(host).filter(([name]) => !secret.test(name));
  const known = host['PYTHONPATH'];
  return {
    ...Object.fromEntries(kept),
    PYTHONPATH: known ? `${packages}${path.delimiter}${known}` : packages,
    PYTHONUNBUFFERED: '1',
    PYTORCH_JIT: '0',
    TORCHDYNAMO_DISABLE: '1',
    // PyTorch makes a folder for what a compiler keeps that does not run here: it takes one that is there.
    TORCHINDUCTOR_CACHE_DIR: host['TORCHINDUCTOR_CACHE_DIR'] ?? os.tmpdir(),
    // One device holds a model.
    CUDA_VISIBLE_DEVICES: (host['CUDA_VISIBLE_DEVICES'] ?? '0').split(',')[0],
  };
}
