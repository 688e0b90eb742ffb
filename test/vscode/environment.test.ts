import { describe, expect, it } from 'vitest';
import { hasBrowser } from '../support/browser';
import { environment, usesBlocks } from '../support/python/environment';
import { editorForTests } from '../support/vscode/editorTests';
import { eventually } from '../support/vscode/eventually';

describe.runIf(hasBrowser)("SkipScope in VS Code with the workspace's environment", () => {
  const editor = editorForTests({ files: { ...environment, 'uses.py': usesBlocks } });

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
