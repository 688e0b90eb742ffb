import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { startEditor, type RunningEditor } from '../support/vscode/startEditor';
import { indexed } from './indexed';
import { residualPython, sigmoidsPython } from './sources';

const WIDTH = 2192;
/** Heights of the window to try, in CSS pixels, until it cuts no text. */
const heights = Array.from({ length: 120 }, (_, step) => 1180 + 3 * step);
const SETTLED_MS = 150;

interface Picture {
  readonly name: string;
  readonly file: string;
  readonly source: string;
  /** The line of the definition. */
  readonly definition: string;
  /** The start of the lens once it was probed. */
  readonly probed: RegExp;
}

const pictures: readonly Picture[] = [
  {
    name: 'editor',
    file: 'residual.py',
    source: residualPython.replace('blocks=8', 'blocks=2'),
    definition: 'class ResidualNet(nn.Module):',
    probed: /^✓ Healthy/,
  },
  {
    name: 'vanishing',
    file: 'plain.py',
    source: sigmoidsPython,
    definition: 'class Plain(nn.Module):',
    probed: /^✖ Vanishing/,
  },
];

/** The texts of the panel that the lower edge of a scrolled part cuts through or all but touches. */
function cutTexts(body: Element): string[] {
  const isCut = (node: Text, part: Element): boolean => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const text = range.getBoundingClientRect();
    const { bottom } = part.getBoundingClientRect();
    return text.top < bottom && text.bottom > bottom - 4;
  };
  return [...body.querySelectorAll('.outline, .side, .inspector')].flatMap((part) => {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    return texts.filter((node) => isCut(node, part)).map((node) => node.data);
  });
}

async function take(editor: RunningEditor, picture: Picture, folder: string): Promise<void> {
  const { window } = editor;
  const { page } = window;
  await page.setViewportSize({ width: WIDTH, height: heights[0]! });
  const line = picture.source.split('\n').indexOf(picture.definition) + 1;
  await window.open(picture.file, line);
  await window.command('skipscope.showNetwork');
  await window.graph().waitFor();
  await window.command('skipscope.probeGradients');
  await window.lensSays(picture.probed);
  await window.clickLine(picture.definition);
  for (const height of heights) {
    await page.setViewportSize({ width: WIDTH, height });
    await page.waitForTimeout(SETTLED_MS);
    const cut = await window.webview().locator('body').evaluate(cutTexts);
    if (cut.length > 0) continue;
    const taken = await page.locator('.part.editor').screenshot();
    writeFileSync(path.join(folder, `${picture.name}.png`), indexed(taken));
    console.log(`${picture.name}.png at ${height} pixels`);
    return;
  }
  throw new Error(`every height of the window cuts a text of ${picture.name}.png`);
}

/** Takes the README's pictures into a folder. */
export async function takePictures(folder: string): Promise<void> {
  const files = Object.fromEntries(pictures.map(({ file, source }) => [file, source]));
  const editor = await startEditor({
    files,
    settings: {
      'workbench.activityBar.location': 'hidden',
      'workbench.colorTheme': 'Default Dark Modern',
      'skipscope.inline.show': 'findings',
    },
  });
  try {
    await editor.window.press('workbench.action.toggleSidebarVisibility');
    for (const picture of pictures) await take(editor, picture, folder);
  } finally {
    await editor.close();
  }
}
