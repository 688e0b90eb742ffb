import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { mlpSource } from '../../support/mlpSource';
import type { TestEditor } from '../../support/vscode/editorTests';
import { eventually } from '../../support/vscode/eventually';
import { repeatUntil } from '../../support/vscode/patience';

const FILE = '.skipscope.json';
const guessed = /^Choose arguments \(guessed: inputShape = \[.*\], depth = \d+\)$/;
const allChosen = /^Choose arguments$/;

/** The file of a workspace that gives mlp a depth. */
const withDepth = (depth: number): string =>
  `{ "sites": { "src/mlp.ts#mlp": { "arguments": { "depth": ${depth} }, "inputShape": [6] } } }\n`;

/** The values that a definition is built with. */
export function argumentTests(editor: TestEditor): void {
  describe('the arguments of a definition', () => {
    const kept = (): string => path.join(editor.running.folder, FILE);
    const details = (): Promise<string> =>
      editor.window.webview().locator('[data-testid="inspector"]').innerText();
    const layers = (count: number): Promise<void> =>
      eventually(details).toMatch(new RegExp(`Layers\\s+${count}\\b`));
    const show = async (lens: RegExp): Promise<void> => {
      editor.running.write({ 'src/mlp.ts': mlpSource });
      await editor.window.open('src/mlp.ts', 2);
      await editor.window.inspect('show', editor.window.lens(lens));
      await editor.window.graph().waitFor();
    };
    /** Types one value as a user does. */
    const type = async (argument: string, value: string): Promise<void> => {
      const { window } = editor;
      await window.clickLens(/^Choose arguments/, window.choices(argument));
      await window.choose(argument);
      await window.palette.locator('.quick-input-message').waitFor();
      await window.input.fill(value);
    };

    it('are marked above it where they were guessed', async () => {
      await show(guessed);
      await eventually(details).toMatch(/depth\s+\d+ \(guessed\)/);
      await editor.window.picture('arguments-guessed');
    });

    it('are chosen in one place, kept in the workspace, and built with at once', async () => {
      const { window } = editor;
      await show(guessed);
      await type('depth', '3');
      await window.picture('arguments-input');
      await window.endPick('Enter');
      await window.lensSays(/^Choose arguments \(guessed: inputShape = \[[\d,]+\]\)$/);
      await type('inputShape', '[6]');
      await window.endPick('Enter');
      await window.lensSays(allChosen);
      expect(JSON.parse(readFileSync(kept(), 'utf8'))).toEqual({
        sites: { 'src/mlp.ts#mlp': { arguments: { depth: 3, inputShape: [6] } } },
      });
      await layers(4);
      await window.picture('arguments-chosen');
    });

    it('are refused where they are no JSON, before anything is written', async () => {
      const { window } = editor;
      editor.running.write({ [FILE]: withDepth(3) });
      await show(allChosen);
      await type('depth', 'three');
      const message = window.palette.locator('.quick-input-message');
      await eventually(() => message.innerText()).toContain('This is not JSON');
      await window.page.keyboard.press('Enter');
      await window.endPick('Escape');
      expect(readFileSync(kept(), 'utf8')).toBe(withDepth(3));
    });

    it('follow the file when it is edited, with comments and completion in it', async () => {
      const { window } = editor;
      editor.running.write({ [FILE]: '{}\n' });
      await show(guessed);
      await window.rewrite(FILE, withDepth(5).replace('{', '{ // ours\n'));
      await window.open('src/mlp.ts', 2);
      await layers(6);
      await window.open(FILE, 1);
      await window.page.keyboard.press('End');
      await window.page.keyboard.press('Enter');
      const suggestion = window.page.locator('.suggest-widget .monaco-list-row', {
        hasText: '$schema',
      });
      await repeatUntil(
        'the suggestion of $schema',
        () => window.page.keyboard.press('Control+Space'),
        () => suggestion.first().isVisible(),
      );
    });

    it('are a problem at their line where the file is wrong, until it is mended', async () => {
      const { window } = editor;
      editor.running.write({ [FILE]: withDepth(3) });
      await show(allChosen);
      await window.rewrite(
        FILE,
        '{\n  "sites": {\n    "src/mlp.ts#mlp": { "inputShape": [0] } }\n}\n',
      );
      await window.showProblems();
      // The schema's own problem or ours, never both for one mistake.
      const problem = window.problems(/\[Ln 3, Col 40\]/);
      await eventually(() => problem.count()).toBe(1);
      await window.picture('overrides-problem');
      await window.rewrite(FILE, '{}\n');
      await window.open('src/mlp.ts', 2);
      await window.lensSays(guessed);
      await eventually(() => problem.count()).toBe(0);
    });

    it('name the nearest definition where the file names one that is not there', async () => {
      const { window } = editor;
      await show(guessed);
      editor.running.write({
        [FILE]: '{\n  "sites": {\n    "src/mlp.ts#mpl": { "arguments": { "depth": 7 } } }\n}\n',
      });
      await window.showProblems();
      const problem = window.problems('No definition is called src/mlp.ts#mpl');
      await problem.first().waitFor();
      expect(await problem.innerText()).toContain('Did you mean src/mlp.ts#mlp?');
      expect(await problem.innerText()).toContain('[Ln 3, Col 5]');
      await window.picture('overrides-stray');
      editor.running.write({ [FILE]: withDepth(7) });
      await problem.first().waitFor({ state: 'detached' });
    });

    it('follow the file when another program writes it, and removes it', async () => {
      await show(guessed);
      editor.running.write({ [FILE]: withDepth(7) });
      await layers(8);
      rmSync(kept());
      await editor.window.lensSays(guessed);
    });
  });
}
