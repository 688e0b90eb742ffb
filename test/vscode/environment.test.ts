import { describe, expect, it } from 'vitest';
import { hasBrowser } from '../support/browser';
import { editorForTests } from '../support/vscode/editorTests';
import { eventually } from '../support/vscode/eventually';

const files = {
  '.venv/bin/python': '',
  '.venv/lib/python3.12/site-packages/blocks/__init__.py': `import torch.nn as nn


class Residual(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.layer = nn.Linear(width, width)

    def forward(self, x):
        return x + self.layer(x)
`,
  'uses.py': `import torch
from torch import nn
from blocks import Residual


class Uses(nn.Module):
    def __init__(self):
        super().__init__()
        self.block = Residual(8)
        self.head = nn.Linear(8, 2)

    def forward(self, x):
        return self.head(self.block(x))
`,
};

describe.runIf(hasBrowser)("SkipScope in VS Code with the workspace's environment", () => {
  const editor = editorForTests({ files });

  it('reads its packages without a Python that runs, and shows their numbers at the call', async () => {
    const { window } = editor;
    await window.open('uses.py', 6);
    await window.inspect('show', /^○ Not probed yet: .* 1 skip/);
    await window.graph().waitFor();
    await window.inspect('probe', /^[✓▲✖] /);
    await eventually(async () => (await window.inlineTexts()).length).toBeGreaterThan(1);
    expect((await window.inlineTexts()).join('\n')).toMatch(/∂W \d\.\de-?\d/);
    await window.picture('environment');
  });
});
