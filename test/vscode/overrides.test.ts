import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasBrowser } from '../support/browser';
import { mlpSource } from '../support/mlpSource';
import type { EditorWindow } from '../support/vscode/editorWindow';
import { startEditor, type RunningEditor } from '../support/vscode/startEditor';

const keras = 'test/fixtures/keras3';
const patience = { timeout: 60_000 };

describe.runIf(hasBrowser)('what a definition is built with', () => {
  let editor: RunningEditor;
  let window: EditorWindow;
  const kept = (): string => path.join(editor.folder, '.skipscope.json');
  const layers = async (): Promise<string> =>
    window.webview().locator('[data-testid="inspector"]').innerText();

  beforeAll(async () => {
    editor = await startEditor({
      files: { 'src/mlp.ts': mlpSource },
      settings: { 'editor.autoIndent': 'none', 'editor.formatOnType': false },
    });
    window = editor.window;
  });
  beforeEach(({ onTestFailed }) => onTestFailed(() => window.picture('failed-overrides')));
  afterAll(async () => {
    await editor.close();
  });

  /** Chooses one value as a user does. */
  const choose = async (argument: string, value: string): Promise<void> => {
    await window.lens(/^Choose arguments/).click();
    await window.choices(argument).first().click();
    const input = window.page.locator('.quick-input-widget input.input');
    await window.page.locator('.quick-input-widget .quick-input-message').waitFor();
    await input.fill(value);
  };

  it('is marked above the definition where it was guessed', async () => {
    await window.open('src/mlp.ts', 2);
    await window.lens(/^Choose arguments$/).waitFor();
    await window.lens('Show network').click();
    await window.lens(/^Choose arguments \(guessed: inputShape = \[.*\], depth = \d+\)$/).waitFor();
    await expect.poll(layers, patience).toMatch(/depth\s+\d+ \(guessed\)/);
    await window.picture('arguments-guessed');
  });

  it('is chosen in one place, kept in the workspace, and built at once', async () => {
    await choose('depth', '3');
    await window.picture('arguments-input');
    await window.page.keyboard.press('Enter');
    await window.lens(/^Choose arguments \(guessed: inputShape = \[[\d,]+\]\)$/).waitFor();
    await choose('inputShape', '[6]');
    await window.page.keyboard.press('Enter');
    await window.lens(/^Choose arguments$/).waitFor();
    expect(JSON.parse(readFileSync(kept(), 'utf8'))).toEqual({
      sites: { 'src/mlp.ts#mlp': { arguments: { depth: 3, inputShape: [6] } } },
    });
    await expect.poll(layers, patience).toMatch(/Layers\s+4/);
    await window.picture('arguments-chosen');
  });

  it('is refused where it is no JSON, before anything is written', async () => {
    const before = readFileSync(kept(), 'utf8');
    await choose('depth', 'three');
    const message = window.page.locator('.quick-input-widget .quick-input-message');
    await expect.poll(() => message.innerText(), patience).toContain('This is not JSON');
    await window.page.keyboard.press('Enter');
    await window.page.keyboard.press('Escape');
    expect(readFileSync(kept(), 'utf8')).toBe(before);
  });

  it('follows the file when it is edited, and completes in it', async () => {
    await window.open('.skipscope.json', 4);
    await window.page.keyboard.press('Control+A');
    await window.page.keyboard.press('Delete');
    await window.page.keyboard.insertText(
      '{ // ours\n  "sites": { "src/mlp.ts#mlp": { "arguments": { "depth": 5 }, "inputShape": [6] } }\n}\n',
    );
    await window.page.keyboard.press('Control+S');
    await window.open('src/mlp.ts', 2);
    await expect.poll(layers, patience).toMatch(/Layers\s+6/);
    await window.open('.skipscope.json', 2);
    await window.page.keyboard.press('Control+Home');
    await window.page.keyboard.press('End');
    await window.page.keyboard.press('Enter');
    await window.page.keyboard.press('Control+Space');
    const suggestion = window.page.locator('.suggest-widget .monaco-list-row', {
      hasText: '$schema',
    });
    await suggestion.first().waitFor();
    await window.page.keyboard.press('Escape');
    await window.page.keyboard.press('Control+Z');
    await window.page.keyboard.press('Control+S');
  });

  it('is a problem at its line where the file is wrong, until it is mended', async () => {
    await window.open('.skipscope.json', 1);
    await window.page.keyboard.press('Control+A');
    await window.page.keyboard.press('Delete');
    await window.page.keyboard.insertText(
      '{\n  "sites": {\n    "src/mlp.ts#mlp": { "inputShape": [0] } }\n}\n',
    );
    await window.page.keyboard.press('Control+S');
    await window.command('Problems: Focus on Problems View');
    // The schema's own problem or ours, never both for one mistake.
    const problem = window.problems(/\[Ln 3, Col 40\]/);
    await problem.first().waitFor();
    expect(await problem.count()).toBe(1);
    await window.picture('overrides-problem');
    await window.open('.skipscope.json', 1);
    await window.page.keyboard.press('Control+A');
    await window.page.keyboard.press('Delete');
    await window.page.keyboard.insertText('{}\n');
    await window.page.keyboard.press('Control+S');
    await window.open('src/mlp.ts', 2);
    await window.lens(/^Choose arguments \(guessed: /).waitFor();
    expect(await problem.count()).toBe(0);
  });

  it('names the nearest definition where a name in it has none', async () => {
    writeFileSync(
      kept(),
      '{\n  "sites": {\n    "src/mlp.ts#mpl": { "arguments": { "depth": 7 } } }\n}\n',
    );
    await window.command('Problems: Focus on Problems View');
    const problem = window.problems('No definition is called src/mlp.ts#mpl');
    await problem.first().waitFor();
    expect(await problem.innerText()).toContain('Did you mean src/mlp.ts#mlp?');
    expect(await problem.innerText()).toContain('[Ln 3, Col 5]');
    await window.picture('overrides-stray');
  });

  it('follows the file when another program writes it', async () => {
    writeFileSync(
      kept(),
      '{ "sites": { "src/mlp.ts#mlp": { "arguments": { "depth": 7 }, "inputShape": [6] } } }',
    );
    await expect.poll(layers, patience).toMatch(/Layers\s+8/);
    await window.problems('No definition is called').waitFor({ state: 'detached' });
    rmSync(kept());
    await window.lens(/^Choose arguments \(guessed: /).waitFor();
  });
});

describe.runIf(hasBrowser)('a saved model', () => {
  let editor: RunningEditor;
  let window: EditorWindow;

  beforeAll(async () => {
    const topology = readFileSync('test/fixtures/keras-topologies/ResNet50.json', 'utf8');
    const files = {
      'model.json': topology,
      'settings.json': '{ "a": 1 }',
      'zipped.keras': readFileSync(`${keras}/resnet.keras`),
      'legacy.h5': readFileSync(`${keras}/resnet.h5`),
    };
    editor = await startEditor({ files });
    window = editor.window;
    // The extension is there, and so are its menus.
    await window.open('resnet20.ts', 28);
    await window.lens('Show network').waitFor();
  });
  beforeEach(({ onTestFailed }) => onTestFailed(() => window.picture('failed-saved')));
  afterAll(async () => {
    await editor.close();
  });

  const details = () => window.webview().locator('[data-testid="inspector"]').innerText();
  const told = () => window.webview().locator('[data-testid="status"] .text').innerText();

  it.each([
    ['zipped.keras', '2 (2 short, 0 long)'],
    ['legacy.h5', '2 (2 short, 0 long)'],
    ['model.json', '16 (16 short, 0 long)'],
  ])('opens as a network from the explorer: %s', async (file, merges) => {
    await window.command('View: Close All Editors');
    await window.explorerMenu(file);
    await window.picture(`saved-model-menu-${file}`);
    await window.chooseInMenu('Show Network');
    await window.tab(file).waitFor();
    await expect.poll(details, patience).toContain(merges);
    const graph = window.webview().locator('canvas[data-testid="graph"][data-layout="ready"]');
    await graph.waitFor();
    await window.picture(`saved-model-${file}`);
  });

  it('shows a line of the file for a layer, beside the network', async () => {
    const panel = window.webview();
    await panel.locator('[data-testid="outline"] [role="row"][data-layer]').first().click();
    await expect
      .poll(() => window.page.locator('.editor-group-container').count(), patience)
      .toBe(2);
    await window.page.locator('.editor-instance .view-lines').first().waitFor();
    expect(await panel.locator('canvas[data-testid="graph"]').isVisible()).toBe(true);
  });

  it('that is none says so in the panel, in one sentence', async () => {
    await window.open('settings.json', 1);
    await window.command('View: Reopen Editor With...');
    await window.choices('SkipScope Network').click();
    const status = window.webview().locator('[data-testid="status"] .text');
    await expect
      .poll(() => status.innerText(), patience)
      .toBe('This is not a model file that SkipScope can read: it holds no model of layers.');
    await window.picture('saved-model-failed');
  });

  it('that has become one is shown at once', async () => {
    const topology = readFileSync('test/fixtures/keras-topologies/VGG16.json', 'utf8');
    writeFileSync(path.join(editor.folder, 'settings.json'), topology);
    const panel = window.webview();
    await panel.locator('canvas[data-testid="graph"][data-layout="ready"]').waitFor();
  });

  it('is followed when its file changes, breaks, is mended and goes', async () => {
    const file = path.join(editor.folder, 'legacy.h5');
    await window.command('View: Close All Editors');
    await window.explorerMenu('legacy.h5');
    await window.chooseInMenu('Show Network');
    await expect.poll(details, patience).toContain('2 (2 short, 0 long)');
    copyFileSync(`${keras}/operations.h5`, file);
    await expect.poll(details, patience).toContain('1 (1 short, 0 long)');
    writeFileSync(file, readFileSync(file).subarray(0, 9000));
    await expect.poll(told, patience).toMatch(/^This is not a model file .* cut off or damaged/);
    // Nothing is lost: the last network stays.
    expect(await details()).toContain('1 (1 short, 0 long)');
    await window.picture('saved-model-damaged');
    copyFileSync(`${keras}/resnet.h5`, file);
    await expect.poll(details, patience).toContain('2 (2 short, 0 long)');
    await window.webview().locator('[data-testid="status"]').waitFor({ state: 'hidden' });
    // The editor itself closes what shows a file that is gone.
    rmSync(file);
    await window.tab('legacy.h5').waitFor({ state: 'detached' });
  });
});
