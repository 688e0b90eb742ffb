import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterAll } from 'vitest';
import { openContent } from '../../src/engine/frontends/saved/formats';
import { buildLayers } from '../../src/engine/frontends/saved/openLayers';
import { SavedFile } from '../../src/engine/frontends/saved/savedFile';
import { savedFrontend } from '../../src/engine/frontends/saved/savedFrontend';
import type { ModelDescription } from '../../src/engine/model/modelDescription';
import type { BuiltModel } from '../../src/engine/tfjs/built/builtModel';
import type { Disposable } from '../../src/shared/base/lifecycle';

/** A folder for the saved models of one test file, which is removed after its tests. */
export function savedFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'skipscope-saved-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Describes the model of a saved file; of a text in its place if one is given. */
export async function openSaved(
  file: string,
  text?: string,
): Promise<ModelDescription & Disposable> {
  const path = resolve(file);
  const content = text ?? readFileSync(path);
  const opened = await savedFrontend.open({ root: resolve(path, '..'), file: path, content }, 1);
  return { ...opened.description, dispose: () => opened.dispose() };
}

/** Builds the layers of a saved file with their weights. */
export async function buildSaved(file: string, text?: string): Promise<BuiltModel> {
  const path = resolve(file);
  const saved = new SavedFile(path, text ?? readFileSync(path), basename(path));
  const content = await openContent(saved);
  if (content.kind !== 'layers') throw new Error(`${file} holds no layers`);
  return buildLayers(content, saved)(1);
}
