import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';
import type { BuiltModel } from '../../src/engine/tfjs/builtModel';
import * as saved from '../../src/engine/frontends/saved/openSaved';

/** A folder for the saved models of one test file, which is removed after its tests. */
export function savedFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'skipscope-saved-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Builds the model of a saved file; of a text in its place where one is given. */
export async function openSaved(file: string, text?: string): Promise<BuiltModel> {
  const path = resolve(file);
  const content = text ?? readFileSync(path);
  const build = await saved.openSaved({ root: resolve(path, '..'), file: path, content });
  return build(1);
}
