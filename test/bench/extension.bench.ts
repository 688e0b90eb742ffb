// What the extension costs the editor, measured by VS Code itself in the packaged extension. Needs
// `npm run build`, `npm run package` and a browser.
import { statSync } from 'node:fs';
import { startEditor } from '../support/vscode/startEditor';

type Row = Readonly<Record<string, number | string>>;

const REPEATS = 5;
const MEBIBYTE = 1024 * 1024;

/** Loading the code and calling `activate`, as the editor's own list of running extensions tells it. */
async function activationMilliseconds(): Promise<number> {
  const editor = await startEditor();
  try {
    const { window } = editor;
    await window.open('resnet20.ts');
    await window.lens('Show network').waitFor();
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

export async function bench(): Promise<readonly Row[]> {
  const times: number[] = [];
  for (let run = 0; run < REPEATS; run++) times.push(await activationMilliseconds());
  times.sort((a, b) => a - b);
  const size = statSync('out/skipscope.vsix').size / MEBIBYTE;
  return [
    {
      what: 'activation',
      unit: 'ms',
      median: times[Math.floor(REPEATS / 2)] ?? NaN,
      worst: times.at(-1) ?? NaN,
      goal: 50,
    },
    {
      what: 'package',
      unit: 'MiB',
      median: Math.round(size * 100) / 100,
      worst: Math.round(size * 100) / 100,
      goal: 8,
    },
  ];
}
