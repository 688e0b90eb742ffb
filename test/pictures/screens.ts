import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { deepChain, deepResidual } from './deep';
import { startEditor, type RunningEditor } from '../support/vscode/startEditor';
import { residual, sigmoids } from './sources';

const sizes = [
  { width: 1280, height: 800 },
  { width: 1680, height: 1000 },
  { width: 2560, height: 1440 },
] as const;

/** The editor's own themes, one of each kind. */
const themes = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'high-contrast': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
} as const;

interface Shown {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly source: string;
  readonly how: 'probe' | 'show';
  readonly says: RegExp;
}

const shown: readonly Shown[] = [
  {
    name: 'healthy',
    file: 'src/residual.ts',
    line: 19,
    source: residual,
    how: 'probe',
    says: /^✓ /,
  },
  {
    name: 'vanishing',
    file: 'src/sigmoids.ts',
    line: 4,
    source: sigmoids,
    how: 'probe',
    says: /^✖ /,
  },
  {
    name: 'repeated',
    file: 'src/chain.ts',
    line: 2,
    source: deepChain,
    how: 'show',
    says: /^[○▲✖✓] /,
  },
  {
    name: 'deep',
    file: 'src/deep.ts',
    line: 20,
    source: deepResidual,
    how: 'show',
    says: /^[○▲✖✓] /,
  },
];

const SETTLED_MS = 400;

async function takeAll(editor: RunningEditor, folder: string): Promise<void> {
  const { window } = editor;
  const { page } = window;
  for (const { file, line, how, says } of shown) {
    await window.open(file, line);
    await window.inspect(how, says);
  }
  for (const [kind, theme] of Object.entries(themes)) {
    await editor.configure({ 'workbench.colorTheme': theme });
    for (const size of sizes) {
      await page.setViewportSize(size);
      for (const { name, file, line } of shown) {
        await window.open(file, line);
        await window.command('skipscope.showNetwork');
        await window.graph().waitFor();
        await page.waitForTimeout(SETTLED_MS);
        const picture = `${size.width}x${size.height}-${kind}-${name}.png`;
        await page.screenshot({ path: path.join(folder, picture) });
        console.log(picture);
      }
    }
  }
}

/** Takes the whole window with each network, at each size and in each theme, into a folder. */
export async function takeScreens(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const editor = await startEditor({
    files: Object.fromEntries(shown.map(({ file, source }) => [file, source])),
    settings: {},
  });
  try {
    await takeAll(editor, folder);
  } finally {
    await editor.close();
  }
}
