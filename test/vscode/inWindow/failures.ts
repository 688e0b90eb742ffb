import { rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TestEditor } from '../../support/vscode/editorTests';
import { eventually } from '../../support/vscode/eventually';
import { broken, endless, hungry, leaves, mismatched } from './sources';

interface Failing {
  readonly file: string;
  readonly source: string;
  readonly line: number;
  readonly code: string;
  /** In the sentence. */
  readonly says: string;
  readonly settings?: Readonly<Record<string, number>>;
}

const failing: readonly Failing[] = [
  { file: 'syntaxError.ts', source: broken, line: 6, code: 'syntax-error', says: 'syntax error' },
  { file: 'throws.ts', source: mismatched, line: 5, code: 'model-threw', says: 'stopped with' },
  { file: 'exits.ts', source: leaves, line: 4, code: 'model-exited', says: 'ended the process' },
  {
    ...{ file: 'eatsMemory.ts', source: hungry, line: 2, code: 'out-of-memory', says: '512 MB' },
    settings: { 'skipscope.engine.memoryMegabytes': 512 },
  },
  {
    ...{ file: 'loops.ts', source: endless('loops'), line: 2, code: 'timed-out', says: '8 s' },
    settings: { 'skipscope.engine.deadlineSeconds': 8 },
  },
];

/** Code that builds no model. */
export function failureTests(editor: TestEditor): void {
  describe('code that cannot be built', () => {
    it.each(failing)('ends $file in one sentence at line $line', async (model) => {
      const { window } = editor;
      const { file, source, line, code, says, settings } = model;
      if (settings) await editor.running.configure(settings);
      editor.running.write({ [file]: source });
      await window.open(file, 2);
      await window.inspect('show', window.failedLens);
      await window.showProblems();
      const problem = window.problems(code);
      await eventually(() => problem.count()).toBe(1);
      const text = await problem.innerText();
      expect(text).toContain(says);
      expect(text).toMatch(new RegExp(`\\[Ln ${line}, Col \\d+\\]`));
      expect(await window.page.locator('.monaco-dialog-box').count()).toBe(0);
    });

    it('may be deleted while it runs', async () => {
      const { window } = editor;
      editor.running.write({ 'vanishes.ts': endless('gone') });
      await window.open('vanishes.ts', 2);
      await window.inspect('show', 'building model');
      rmSync(path.join(editor.running.folder, 'vanishes.ts'));
      await eventually(() => window.status.innerText()).not.toContain('building');
    });

    it('leaves an editor that builds the next model', async () => {
      const { window } = editor;
      editor.running.write({ 'exits.ts': leaves });
      await window.open('exits.ts', 2);
      await window.inspect('show', window.failedLens);
      await window.open('unet.ts', 20);
      await window.inspect('show', /^○ Not probed yet: .* 4 skips/);
    });
  });
}
