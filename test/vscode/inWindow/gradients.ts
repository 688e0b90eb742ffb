import { describe, expect, it } from 'vitest';
import type { TestEditor } from '../../support/vscode/editorTests';
import { eventually } from '../../support/vscode/eventually';
import { repeatUntil } from '../../support/vscode/patience';
import { small, starving } from './sources';

/** The numbers of a probe at the lines that define the layers. */
export function gradientTests(editor: TestEditor): void {
  describe('gradients at the lines of the code', () => {
    const texts = async (count: number): Promise<readonly string[]> => {
      await eventually(async () => (await editor.window.inlineTexts()).length).toBe(count);
      return editor.window.inlineTexts();
    };
    const probeStarving = async (): Promise<readonly string[]> => {
      editor.running.write({ 'starving.ts': starving });
      await editor.window.open('starving.ts', 2);
      await editor.window.inspect('probe', /^[✖▲] /);
      // The lens may tell of the whole probe while the lines still have its first step.
      await eventually(async () => (await texts(3))[0]).toMatch(
        /^[✖▲] Vanishing gradient .* {2}\S+$/,
      );
      return texts(3);
    };
    const edited = () => editor.window.lens(/edited since$/);

    it('agree with the panel on the numbers', async () => {
      const { window } = editor;
      await window.open('resnet20.ts', 28);
      await window.inspect('probe', /^✓ Healthy/);
      await window.command('skipscope.showNetwork');
      const panel = window.webview();
      await panel.locator('vscode-button', { hasText: 'Open all' }).click();
      await eventually(async () => (await window.inlineTexts()).length).toBeGreaterThan(1);
      const dense = (await window.inlineTexts()).at(-1)!;
      expect(dense).toMatch(/^∂W \d\.\de-?\d {2}[▁-█]{7}\[[▁-█]\] {2}Δw\/w .* {2}[▁-█]{3}$/);
      const outline = panel.locator('[data-testid="outline"]');
      const value = outline.locator('[role="row"][data-layer]').last().locator('.value');
      await repeatUntil(
        `a last row with the number of “${dense}”`,
        (within) => outline.press('End', within),
        async () => dense.includes(` ${(await value.innerText()).trim()} `),
      );
    });

    it('count the layers of a loop in one line, with their range and their place over depth', async () => {
      const [first, loop, last] = await probeStarving();
      expect(first).toMatch(/^(✖|▲) Vanishing gradient .*∂W \d\.\de-\d+ {2}\[[▁-█]\][▁-█]{7} /);
      expect(loop).toMatch(/11× {2}∂W \d\.\de-\d+…\d\.\de-\d+ {2}\[[▁-█]{7}\][▁-█] {2}Δw\/w /);
      expect(last).toMatch(/^∂W \d\.\de-\d+ {2}[▁-█]{7}\[[▁-█]\] /);
    });

    it('are told on hovering with shapes, numbers, units and the source of the limit', async () => {
      const { window } = editor;
      await probeStarving();
      await window.open('starving.ts', 4);
      await window.showHover('RMS');
      const text = await window.hover.innerText();
      expect(text).toContain('272');
      expect(text).toContain('units of the loss');
      expect(text).toMatch(/Limit: \w+ \S+ \(.+\)/);
      await window.picture('hover');
    });

    it('are listed for the layers of a line, of which the chosen one is shown in the graph', async () => {
      const { window } = editor;
      await probeStarving();
      await window.open('starving.ts', 6);
      await window.command('skipscope.listLayers');
      await eventually(() => window.choices(/∂W \d/).count()).toBe(11);
      const focused = window.palette.locator('.monaco-list-row.focused');
      await repeatUntil(
        'the third layer of the line',
        () =>
          window.page.keyboard.press('Home').then(() => window.page.keyboard.press('ArrowDown')),
        async () => (await focused.getAttribute('data-index')) === '1',
      );
      await window.endPick('Enter');
      const title = window.webview().locator('[data-testid="inspector"] h2');
      await eventually(() => title.innerText()).toContain('dense_Dense3');
    });

    it('stay with their line while somebody types in it, marked stale until that is undone', async () => {
      const { window } = editor;
      const before = await probeStarving();
      await window.open('starving.ts', 8);
      await window.page.keyboard.press('End');
      await window.page.keyboard.type(' // the last');
      await edited().waitFor();
      await eventually(() => window.inlineTexts()).toEqual(before);
      await window.picture('inline-stale');
      const undo = async (): Promise<void> => {
        for (let key = 0; key < 12; key++) await window.page.keyboard.press('Control+Z');
      };
      await repeatUntil(
        'the text as it was',
        undo,
        async () => (await window.page.locator('.tab.active.dirty').count()) === 0,
      );
      await eventually(() => edited().count()).toBe(0);
    });

    it('move with their lines, marked stale after an edit', async () => {
      const { window } = editor;
      editor.running.write({ 'edited.ts': small });
      await window.open('edited.ts', 2);
      await window.inspect('probe', /^(✓ Healthy|▲ )/);
      const before = await texts(2);
      await window.open('edited.ts', 1);
      await window.page.keyboard.press('Enter');
      await edited().waitFor();
      await eventually(() => window.inlineTexts()).toEqual(before);
    });

    it('that are shown are kept when a probe is cancelled', async () => {
      const { window } = editor;
      await editor.running.configure({ 'skipscope.probe.steps': 1 });
      await window.open('resnet20.ts', 28);
      await window.inspect('probe', /^[✓▲✖] /);
      await eventually(async () => (await window.inlineTexts()).length).toBeGreaterThan(0);
      await editor.running.configure({ 'skipscope.probe.steps': 1000 });
      await window.inspect('probe', /probing gradients/);
      await eventually(() => window.status.innerText()).toMatch(/probing gradients \d+\/1000/);
      await window.command('skipscope.cancelRun');
      await window.lensSays(/^[✓▲✖] /);
      expect(await window.inlineTexts()).not.toEqual([]);
    });

    it('are left out of the editor when the user wants none', async () => {
      const { window } = editor;
      await probeStarving();
      await editor.running.configure({ 'skipscope.inline.show': 'off' });
      await eventually(() => window.inlineTexts()).toEqual([]);
    });

    it('are a few words at a finding, and nothing else, until the cursor is there', async () => {
      const { window } = editor;
      await probeStarving();
      await editor.running.configure({ 'skipscope.inline.show': 'findings' });
      const [first] = await texts(1);
      expect(first).toMatch(/^(✖|▲) Vanishing gradient$/);
      await window.open('starving.ts', 6);
      await eventually(async () => (await window.inlineTexts()).join()).toContain('11×');
    });

    it('have the severity that the user wants', async () => {
      const { window } = editor;
      await probeStarving();
      await editor.running.configure({
        'skipscope.findings.severity': { 'vanishing-gradient': 'info' },
        'skipscope.inline.gutterHeat': true,
      });
      await window.lensSays(/^✓ Healthy/);
      await eventually(async () => (await window.inlineTexts()).join()).toContain(
        'ℹ Vanishing gradient',
      );
      await window.page.locator('.cgmr[class*="ced-"]').first().waitFor();
      await window.picture('gutter-heat');
    });
  });
}
