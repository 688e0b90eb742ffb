import { describe, it } from 'vitest';
import type { TestEditor } from '../../support/vscode/editorTests';
import { lensTitles } from '../../support/vscode/editorWindow';
import { eventually } from '../../support/vscode/eventually';
import { repeatUntil } from '../../support/vscode/patience';
import { biasedPython } from './sources';

/** The file of a run of {@link biasedPython} as `skipscope.watch` writes it, read at these steps. */
const runOf = (steps: readonly number[]): string =>
  [
    {
      skipscope: 'run',
      version: 1,
      model: 'Biased',
      layers: ['linear', 'norm', 'head'],
      watched: [],
    },
    ...steps.map((step) => ({
      step,
      loss: 2 - step / 100,
      gradient: [1e-3 * step, 0.2, 0.3],
      update: [1e-3, 2e-3, 3e-3],
      dead: [],
    })),
  ]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');

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

    it('has the numbers of its own training at its lines and in the panel while that runs', async () => {
      const { window } = editor;
      const file = 'skipscope-runs/Biased-20260101-000000.jsonl';
      editor.running.write({ 'biased.py': biasedPython });
      await window.open('biased.py', 5);
      await window.inspect('show', /^○ Not probed yet: .* 1 skip/);
      await window.graph().waitFor();
      const strip = window.webview().locator('[data-testid="run"]');
      for (const [steps, told] of [
        [[50], '5.0e-2'],
        [[50, 100], '1.0e-1'],
      ] as const) {
        const step = `step ${steps.at(-1)}`;
        // A training writes on, and the editor may miss what is written as its folder is made.
        await repeatUntil(
          `${step} at a line`,
          () => Promise.resolve(editor.running.write({ [file]: runOf(steps) })),
          async () =>
            (await window.inlineTexts()).some((text) => text.includes(`▸ ${step}  ∂W ${told}`)),
        );
        await eventually(() => strip.innerText()).toContain(step);
      }
      await window.picture('watched');
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
