import { describe, expect, it } from 'vitest';
import type { TestEditor } from '../../support/vscode/editorTests';
import { lensTitles } from '../../support/vscode/editorWindow';
import { eventually } from '../../support/vscode/eventually';

const built = /^○ Not probed yet: .* 9 skips/;

/** The network of a definition in a panel beside its code. */
export function networkTests(editor: TestEditor): void {
  describe('a network beside its code', () => {
    const show = async (): Promise<void> => {
      await editor.window.open('resnet20.ts', 28);
      await editor.window.inspect('show', built);
      await editor.window.graph().waitFor();
    };
    /** The rows that stand for the cursor's line: layers by their kind, closed groups by being one. */
    const atCursor = () =>
      editor.window
        .webview()
        .locator('[data-testid="outline"] [aria-current]')
        .evaluateAll((rows) =>
          rows.map(({ dataset, textContent }) =>
            dataset['layer'] === undefined ? 'group' : /[A-Z]\w*(?= · )/.exec(textContent)![0],
          ),
        );
    const setGroups = async (title: 'Open all' | 'Close all'): Promise<void> => {
      const panel = editor.window.webview();
      await panel.locator('vscode-button', { hasText: title }).click();
    };

    it('is offered above a definition, with its probe', async () => {
      const { window } = editor;
      await window.open('resnet20.ts', 28);
      await eventually(() => window.lens(lensTitles.show).count()).toBe(1);
      await eventually(() => window.lens(lensTitles.probe).count()).toBe(1);
    });

    it('is shown with its skips', async () => {
      await show();
      const panel = editor.window.webview();
      await eventually(() => panel.locator('body').innerText()).toContain('71 layers');
      await editor.window.panelTab('Skips');
      const skips = (kind: string) => panel.locator(`[data-skip][data-kind="${kind}"]`);
      await eventually(() => skips('identityAdd').count()).toBe(7);
      await eventually(() => skips('projectionAdd').count()).toBe(2);
    });

    it('leads to the line of a layer that is clicked in its list', async () => {
      await show();
      await setGroups('Open all');
      const panel = editor.window.webview();
      await panel.locator('[data-testid="outline"] [role="row"][data-layer]').first().click();
      // The first layer is the input.
      await eventually(() => editor.window.cursorLine()).toBe(29);
    });

    it('marks the layers of the cursor’s line, and their groups while those are closed', async () => {
      const { window } = editor;
      await show();
      await setGroups('Open all');
      await window.clickLine('let x = relu(batchNorm(');
      await eventually(atCursor).toEqual(['Conv2D', 'BatchNormalization', 'Activation']);
      await window.picture('cursor-layers');
      await setGroups('Close all');
      await eventually(atCursor).toEqual(['group']);
      await window.clickLine('return relu(tf.layers.add()');
      await eventually(async () => [...new Set(await atCursor())]).toEqual(['group']);
      await window.picture('cursor-groups');
    });

    it('leads from a box to its line, and with Alt to the calls that led there', async () => {
      const { window } = editor;
      await show();
      await setGroups('Open all');
      const convolution = window.webview().locator('[data-testid="outline"] [data-layer]').nth(1);
      const layer = (await convolution.getAttribute('data-layer'))!;
      await window.graph().waitFor();
      const position = await window.graph().evaluate((at, id) => {
        interface Handle {
          skipscope: { centreOf(id: string): { x: number; y: number } };
        }
        const { x, y } = (globalThis as unknown as Handle).skipscope.centreOf(id);
        const { left, top } = at.getBoundingClientRect();
        return { x: x - left, y: y - top };
      }, layer);
      await window.graph().click({ position });
      // The innermost call, in the helper that made it.
      await eventually(() => window.cursorLine()).toBe(9);
      await window.graph().click({ position, modifiers: ['Alt'] });
      const peek = window.page.locator('.peekview-widget');
      await peek.waitFor();
      await window.picture('call-chain');
    });

    it('comes from an example that is a document of its own, unsaved', async () => {
      const { window } = editor;
      await window.command('skipscope.openExample');
      await window.narrow('sigmoidMlp.ts');
      await window.choose('sigmoidMlp.ts');
      await window.tab('Untitled-1').waitFor();
      await window.inspect('probe', /^[✖▲] /);
      await eventually(async () => (await window.inlineTexts()).join('\n')).toContain(
        'Vanishing gradient',
      );
    });

    it('can be built by backends of which each says whether it runs here, and why not', async () => {
      const { window } = editor;
      await window.open('resnet20.ts');
      await window.command('skipscope.chooseBackend');
      await window.choices('wasm').waitFor();
      expect(await window.choices('tensorflow-gpu').innerText()).toMatch(/\S+ \S+ \S+/);
    });
  });
}
