import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A workspace's folder, with the examples in it, that can be put back to how it was at first. */
export class WorkspaceFiles {
  private readonly first: ReadonlyMap<string, Buffer>;

  constructor(
    readonly folder: string,
    files: Files,
  ) {
    cpSync('examples', folder, { recursive: true, filter: (file) => !file.endsWith('.json') });
    this.write(files);
    this.first = new Map(this.list().map((file) => [file, readFileSync(file)]));
  }

  write(files: Files): void {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(this.folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }

  /** Removes, writes again and brings back what has changed since. */
  restore(): void {
    const now = this.list();
    for (const file of now) if (!this.first.has(file)) rmSync(file);
    for (const [file, bytes] of this.first) {
      if (!now.includes(file) || !readFileSync(file).equals(bytes)) writeFileSync(file, bytes);
    }
  }

  private list(): string[] {
    return readdirSync(this.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name));
  }
}
