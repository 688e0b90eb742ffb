// The extension's cost in the editor, measured by VS Code itself in the packaged extension. Needs
// `npm run build`, `npm run package` and a browser.
import { statSync } from 'node:fs';
import { startEditor, type RunningEditor } from '../support/vscode/startEditor';

type Row = Readonly<Record<string, number | string>>;

const REPEATS = 5;
const EDITOR_RESTS_MS = 6000;
const MEBIBYTE = 1024 * 1024;

type Window = RunningEditor['window'];

/** Loading the code and calling `activate`, as the editor's own list of running extensions tells it. */
async function activationMilliseconds(cause: (window: Window) => Promise<void>): Promise<number> {
  const editor = await startEditor();
  try {
    const { window } = editor;
    await cause(window);
    await window.command('Developer: Show Running Extensions');
    const row = window.page.locator('.runtime-extensions-editor .monaco-list-row', {
      hasText: 'SkipScope',
    });
    // The list draws only the rows in view, and ours is not among the first.
    await window.page.locator('.runtime-extensions-editor .monaco-list').first().focus();
    for (let page = 0; page < 20 && (await row.count()) === 0; page++) {
      await window.page.keyboard.press('PageDown');
    }
    const text = await row.locator('.activation-time').innerText();
    return Number(/(\d+)ms/.exec(text)?.[1]);
  } finally {
    await editor.close();
  }
}

/** A first file of TypeScript, for which the editor's own extension for it starts at the same moment. */
async function withTypeScript(window: Window): Promise<void> {
  await window.open('resnet20.ts');
  await window.lens('Show network').waitFor();
}

/** A command of ours in an editor that has come to rest. */
async function alone(window: Window): Promise<void> {
  await window.page.waitForTimeout(EDITOR_RESTS_MS);
  await window.command('SkipScope: Choose Backend');
  await window.choices('wasm').first().waitFor();
  await window.page.keyboard.press('Escape');
}

async function activationRow(what: string, cause: typeof alone): Promise<Row> {
  const times: number[] = [];
  for (let run = 0; run < REPEATS; run++) times.push(await activationMilliseconds(cause));
  times.sort((a, b) => a - b);
  const [median, worst] = [times[Math.floor(REPEATS / 2)] ?? NaN, times.at(-1) ?? NaN];
  return { what, unit: 'ms', median, worst, goal: 50 };
}

export async function bench(): Promise<readonly Row[]> {
  const size = Math.round((statSync('out/skipscope.vsix').size / MEBIBYTE) * 100) / 100;
  return [
    await activationRow('activation alone', alone),
    await activationRow('activation beside TypeScript', withTypeScript),
    { what: 'package', unit: 'MiB', median: size, worst: size, goal: 8 },
  ];
}
