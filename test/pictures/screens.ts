import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { deepChain, deepResidual } from './deep';
import { startEditor, type RunningEditor } from '../support/vscode/startEditor';
import { brokenPython, residual, residualPython, sigmoids } from './sources';

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
    name: 'python',
    file: 'src/residual.py',
    line: 21,
    source: residualPython,
    how: 'probe',
    says: /^✓ /,
  },
  {
    name: 'broken',
    file: 'src/broken.ts',
    line: 19,
    source: residual.replace('x = block(x, 16)', 'x = block(x, 16 << i)'),
    how: 'show',
    says: /^✖ /,
  },
  {
    name: 'broken-python',
    file: 'src/broken.py',
    line: 21,
    source: brokenPython,
    how: 'show',
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

/** Panels of their own, opened once: a comparison of two networks, and the experiments. */
const panels = [
  { name: 'compare', tab: '→', shows: '[data-layout="ready"]' },
  { name: 'experiments', tab: 'Experiments', shows: '[data-experiment]' },
] as const;

async function openPanels({ window }: RunningEditor): Promise<void> {
  await window.open('src/sigmoids.ts', 4);
  await window.command('skipscope.experiments');
  await window.tab('Experiments').waitFor();
  await window.command('skipscope.compare');
  await window.choose('sigmoids');
  await window.choose('residual');
  await window.tab('→').waitFor();
}

/** Takes one picture, named after the size and the theme as well. */
type Take = (name: string) => Promise<void>;

async function takeGraphs({ window }: RunningEditor, take: Take): Promise<void> {
  for (const { name, file, line } of shown) {
    await window.open(file, line);
    await window.command('skipscope.showNetwork');
    await window.graph().waitFor();
    await take(name);
  }
}

async function takePanels({ window }: RunningEditor, take: Take): Promise<void> {
  for (const { name, tab, shows } of panels) {
    await window.tab(tab).click();
    await window.webview().locator(shows).first().waitFor();
    await take(name);
  }
}

/** Goes through the sizes and the themes. */
async function inEach(
  editor: RunningEditor,
  folder: string,
  takeSome: (editor: RunningEditor, take: Take) => Promise<void>,
): Promise<void> {
  const { page } = editor.window;
  for (const [kind, theme] of Object.entries(themes)) {
    await editor.configure({ 'workbench.colorTheme': theme });
    for (const size of sizes) {
      await page.setViewportSize(size);
      await takeSome(editor, async (name) => {
        const picture = `${size.width}x${size.height}-${kind}-${name}.png`;
        await page.mouse.move(1, 1);
        await page.waitForTimeout(SETTLED_MS);
        await page.screenshot({ path: path.join(folder, picture) });
        console.log(picture);
      });
    }
  }
}

async function takeAll(editor: RunningEditor, folder: string): Promise<void> {
  const { window } = editor;
  for (const { file, line, how, says } of shown) {
    await window.open(file, line);
    await window.command('skipscope.showNetwork');
    await window.graph().waitFor();
    if (how === 'probe') await window.command('skipscope.probeGradients');
    await window.lensSays(says);
  }
  await inEach(editor, folder, takeGraphs);
  await openPanels(editor);
  await inEach(editor, folder, takePanels);
}

/** Takes the whole window with each network, at each size and in each theme, into a folder. */
export async function takeScreens(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const editor = await startEditor({
    files: Object.fromEntries(shown.map(({ file, source }) => [file, source])),
    settings: { 'skipscope.inline.show': 'findings' },
  });
  try {
    await takeAll(editor, folder);
  } finally {
    await editor.close();
  }
}
