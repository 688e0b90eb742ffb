import { beforeEach, describe, expect, it } from 'vitest';
import { hasBrowser } from '../support/browser';
import { pythonWithTorch } from '../support/python/realTorch';
import { editorForTests } from '../support/vscode/editorTests';
import { lensTitles } from '../support/vscode/editorWindow';
import { eventually } from '../support/vscode/eventually';

const python = pythonWithTorch("the editor with the user's own Python");

/** Takes a way that the values of a tensor choose: the stand-in has none. */
const gate = `import torch
from torch import nn


class Gate(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(8, 8)
        self.head = nn.Linear(8, 2)

    def forward(self, x):
        if x.abs().sum() > 0:
            x = x + self.first(x)
        return self.head(x)


if __name__ == "__main__":
    Gate()(torch.randn(4, 8))
`;

describe.runIf(hasBrowser && python)("SkipScope in VS Code with the user's own Python", () => {
  const editor = editorForTests();
  // The user's own settings of the browser do not reach a server's machine-wide ones; the workspace's do.
  beforeEach(() => editor.running.configure({ 'skipscope.python.interpreter': python ?? '' }));

  it('lists it with its PyTorch and its device', async () => {
    const { window } = editor;
    await window.open('lstm.py');
    await window.command('skipscope.chooseBackend');
    const row = window.choices(/^\s*torch\s*\S.*, PyTorch \d+\.\d+.*, Python 3\.\d+/).first();
    await row.waitFor();
    expect(await row.innerText()).toContain(python);
    await window.picture('own-python-backends');
    await window.endPick('Escape');
  });

  it('draws what the embedded one cannot, and measures it', async () => {
    const { window } = editor;
    editor.running.write({ 'gate.py': gate });
    await window.open('gate.py', 5);
    await window.lensSays(lensTitles.show);
    await window.inspect('show', /^○ Not probed yet: .* 1 skip/);
    await window.graph().waitFor();
    await window.inspect('probe', /^[✓▲✖] /);
    await eventually(async () => (await window.inlineTexts()).length).toBe(4);
    expect((await window.inlineTexts()).at(-1)).toMatch(/∂W \d\.\de-?\d/);
    const about = window.webview().locator('.title .about');
    await eventually(() => about.innerText()).toContain('torch');
    await window.picture('own-python');
  });
});
