import { rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TestEditor } from '../../support/vscode/editorTests';
import { eventually } from '../../support/vscode/eventually';
import { biased, clash, mismatched, starving } from './sources';

const built = /^○ Not probed yet: .* 0 skips/;

/** Problems and their quick fixes. */
export function problemTests(editor: TestEditor): void {
  describe('problems', () => {
    const build = async (file: string, source: string, result?: RegExp): Promise<void> => {
      editor.running.write({ [file]: source });
      await editor.window.open(file, 2);
      await editor.window.inspect('show', result ?? editor.window.failedLens);
    };

    it('lead to their explanation', async () => {
      const { window } = editor;
      await build('biased.ts', biased, built);
      await window.showProblems();
      const problem = window.problems('redundant-bias').first();
      await problem.waitFor();
      await window.graph().waitFor();
      await window.picture('problems');
      await problem.locator('a', { hasText: 'redundant-bias' }).click();
      await window.tab('Preview').waitFor();
    });

    it('of a bias before batch norm are mended by an edit that is previewed, and gone with the next build', async () => {
      const { window } = editor;
      await build('biased.ts', biased, built);
      await window.showProblems();
      const problem = window.problems('redundant-bias').first();
      await problem.waitFor();
      await window.open('biased.ts', 4);
      const apply = await window.quickFix('useBias: false');
      await window.picture('quick-fix-preview');
      expect(await window.lineText('biased', 'units: 8')).not.toContain('useBias');
      await apply();
      await window.open('biased.ts', 4);
      await eventually(() => window.lineText('biased', 'units: 8')).toContain('useBias: false');
      await window.showProblems();
      await problem.waitFor();
      await window.open('biased.ts', 1);
      await window.save();
      await problem.waitFor({ state: 'detached' });
    });

    it('of a merge name both branches that do not fit, and offer a projection', async () => {
      const { window } = editor;
      await build('clash.ts', clash);
      await window.showProblems();
      const problem = window.problems('takes branches that do not fit').first();
      await problem.waitFor();
      await window.problems(/Branch 1: dense\S* gives 16/).waitFor();
      await window.problems(/Branch 2: \S+ gives 8/).waitFor();
      await window.picture('merge-problem');
      await window.open('clash.ts', 6);
      const apply = await window.quickFix('Project one branch');
      await apply();
      await window.open('clash.ts', 6);
      await window.save();
      await window.lensSays(/^○ Not probed yet: .* 1 skip/);
      await problem.waitFor({ state: 'detached' });
    });

    it('are gone when their cause is gone', async () => {
      const { window } = editor;
      await build('throws.ts', mismatched);
      await window.showProblems();
      const problem = window.problems('model-threw').first();
      await problem.waitFor();
      await window.open('throws.ts', 4);
      await window.page.keyboard.press('Shift+End');
      await window.page.keyboard.press('Delete');
      await window.page.keyboard.insertText(
        'const body = tf.layers.dense({ units: 8 }).apply(image);',
      );
      await window.inspect('show', /^○ Not probed yet: .* 1 skip/);
      await problem.waitFor({ state: 'detached' });
    });

    it('are gone with a file that another program deletes', async () => {
      const { window } = editor;
      editor.running.write({ 'starving.ts': starving });
      await window.open('starving.ts', 2);
      await window.inspect('probe', /^[✖▲] /);
      await window.command('View: Close All Editors');
      await window.showProblems();
      const problem = window.problems('vanishing-gradient').first();
      await problem.waitFor();
      rmSync(path.join(editor.running.folder, 'starving.ts'));
      await problem.waitFor({ state: 'detached' });
    });
  });
}
