import assert from 'node:assert/strict';
import path from 'node:path';
import Mocha, { Suite, Test } from 'mocha';
import * as vscode from 'vscode';
import type { InspectError, SkipScopeApi } from '../../src/extension/core/api/api';
import type { HostSuite } from './suite';

const none: vscode.LanguageModelToolInvocationOptions<object>['toolInvocationToken'] = undefined;

async function askTool(name: string, input: object): Promise<string> {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: none });
  return content.map((part) => (part as vscode.LanguageModelTextPart).value).join('');
}

/** The API for other extensions and the editor's assistant. */
export function othersSuite(root: Mocha.Suite, { workspace }: HostSuite): void {
  const suite = Suite.create(root, 'others');

  suite.addTest(
    new Test('get a report from the API, and an error with a code and a place', async () => {
      const extension = vscode.extensions.getExtension<SkipScopeApi>('skipscope.skipscope');
      const api = await extension!.activate();
      const file = vscode.Uri.file(path.join(workspace.folder, 'resnet20.ts'));
      const report = await api.inspect(file, 'resnet20', { probe: false });
      assert.equal(report.skips.merges.total, 9);
      assert.equal(report.probe, undefined);
      const refused = await api.inspect(file, 'resnet21').then(
        () => undefined,
        (error: unknown) => error as InspectError,
      );
      assert.equal(refused?.code, 'site-not-found');
      assert.match(refused.message, /resnet20/);
    }),
  );

  suite.addTest(
    new Test('find the definition of a page as that of any other file', async () => {
      const page = `<!doctype html><script>
        const model = tf.sequential();
        model.add(tf.layers.dense({ units: 2, inputShape: [3] }));
      </script>`;
      const editor = await workspace.open('page.html', page);
      const lenses = await workspace.until('a lens on the page', async () => {
        const found = await workspace.lenses(editor);
        return found.length > 0 ? found : undefined;
      });
      assert.ok(lenses.includes('Show network'), lenses.join());
      assert.ok(lenses.includes('Probe gradients'), lenses.join());
    }),
  );

  suite.addTest(
    new Test('are told the models of the workspace, and what a finding means', async () => {
      assert.match(await askTool('skipscope_list_models', {}), /resnet20\.ts:28 resnet20\(/);
      const told = await askTool('skipscope_explain_finding', { code: 'dead-relu' });
      assert.match(told, /dead-relu/);
    }),
  );
}
