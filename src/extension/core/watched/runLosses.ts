import { open, type FileHandle } from 'node:fs/promises';
import type { StepLoss } from '../../../shared/protocol/watchedRun';

const CHUNK_BYTES = 1 << 20;
/** A curve of so many points is as fine as a screen. */
const MOST_POINTS = 1000;
/** A reading begins with its step and its loss. */
const READING = /^\{"step": ?(\d+), ?"loss": ?(-?[\d.]+(?:e[-+]?\d+)?)[,}]/i;

/** A curve that leaves every second point out when it has too many, and so from then on. */
class Curve {
  private kept: StepLoss[] = [];
  private last: StepLoss | undefined;
  private keeps = 1;
  private count = 0;

  add(point: StepLoss): void {
    this.last = point;
    if (this.count++ % this.keeps !== 0) return;
    this.kept.push(point);
    if (this.kept.length < MOST_POINTS) return;
    this.kept = this.kept.filter((_, at) => at % 2 === 0);
    this.keeps *= 2;
  }

  /** The points that are kept, and the last one. */
  get points(): readonly StepLoss[] {
    const { kept, last } = this;
    return last && last !== kept.at(-1) ? [...kept, last] : [...kept];
  }
}

/** The losses of a run that is being written: each time the file is read on from where the last time ended. */
export class RunLosses {
  private file = '';
  private inode = 0;
  private position = 0;
  private rest = '';
  private curve = new Curve();

  /** The losses of a file, at most a thousand. */
  async of(file: string): Promise<readonly StepLoss[]> {
    const handle = await open(file, 'r');
    try {
      const { size, ino } = await handle.stat();
      // A run that has grown too large is written anew, thinned.
      if (file !== this.file || ino !== this.inode || size < this.position) this.begin(file, ino);
      await this.readOn(handle, size);
    } finally {
      await handle.close();
    }
    return this.curve.points;
  }

  private begin(file: string, inode: number): void {
    this.file = file;
    this.inode = inode;
    this.position = 0;
    this.rest = '';
    this.curve = new Curve();
  }

  private async readOn(handle: FileHandle, size: number): Promise<void> {
    const buffer = Buffer.alloc(Math.min(CHUNK_BYTES, size - this.position));
    while (this.position < size) {
      const { bytesRead } = await handle.read({ buffer, position: this.position });
      if (bytesRead === 0) return;
      this.position += bytesRead;
      const lines = `${this.rest}${buffer.toString('utf8', 0, bytesRead)}`.split('\n');
      this.rest = lines.pop() ?? '';
      for (const line of lines) this.take(line);
    }
  }

  private take(line: string): void {
    const [, step, loss] = READING.exec(line) ?? [];
    if (step !== undefined && loss !== undefined)
      this.curve.add({ step: Number(step), loss: Number(loss) });
  }
}
