import { describe, it } from 'vitest';
import type { TestEditor } from '../../support/vscode/editorTests';
import { lensTitles } from '../../support/vscode/editorWindow';
import { biasedPython } from './sources';

/** Definitions in Python, shown without a Python of the user's. */
export function pythonTests(editor: TestEditor): void {
  describe('a definition in Python', () => {
    it('has its commands above it, and its network and findings beside and in it', async () => {
      const { window } = editor;
      editor.running.write({ 'biased.py': biasedPython });
      await window.open('biased.py', 5);
      await window.lensSays(lensTitles.show);
      await window.inspect('show', /^○ Not probed yet: .* 1 skip/);
      await window.graph().waitFor();
      await window.showProblems();
      await window
        .problems(/redundant-bias.*Ln 13\b/)
        .first()
        .waitFor();
      await window.picture('python');
    });

    it('comes from an example, unsaved', async () => {
      const { window } = editor;
      await window.command('skipscope.openExample');
      await window.narrow('unet.py');
      await window.choose('unet.py');
      await window.tab('Untitled-1').waitFor();
      await window.lensSays(lensTitles.show);
    });
  });
}
