import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { startEditor, type RunningEditor } from '../support/vscode/startEditor';
import { indexed } from './indexed';
import { brokenPython, relusPython, residualPython, sigmoidsPython } from './sources';

const themes = { dark: 'Default Dark Modern', light: 'Default Light Modern' } as const;
const SETTLED_MS = 600;

interface Place {
  readonly file: string;
  /** The line of the definition, 1-based. */
  readonly line: number;
}
const residual: Place = { file: 'blocks.py', line: 21 };
const broken: Place = { file: 'broken.py', line: 21 };
const plain: Place = { file: 'chain.py', line: 5 };

interface Step {
  readonly name: string;
  readonly size: { readonly width: number; readonly height: number };
  /** Brings the window to where the picture is taken. */
  readonly reach: (editor: RunningEditor) => Promise<void>;
  /** The parts of it from the first to the last of which the picture goes. */
  readonly crop: (editor: RunningEditor) => readonly Locator[];
}

type Box = NonNullable<Awaited<ReturnType<Locator['boundingBox']>>>;

const panel = ({ window }: RunningEditor): Locator[] => [
  window.page.locator('.part.editor .editor-group-container').last(),
];
const editors = ({ window }: RunningEditor): Locator[] => [window.page.locator('.part.editor')];

async function show(
  { window }: RunningEditor,
  { file, line }: Place,
  how: 'show' | 'probe',
  says: RegExp,
): Promise<void> {
  const sideBar = window.page.locator('.part.sidebar');
  if (await sideBar.isVisible()) await window.press('workbench.action.toggleSidebarVisibility');
  await window.open(file, line);
  await window.command('skipscope.showNetwork');
  await window.graph().waitFor();
  if (how === 'probe') await window.command('skipscope.probeGradients');
  await window.lensSays(says);
}

const hasFix = ({ window }: RunningEditor): Promise<void> =>
  window.webview().locator('[data-action="apply-fix"]:visible').first().waitFor();

const steps: readonly Step[] = [
  {
    name: 'network',
    size: { width: 1560, height: 700 },
    reach: async (editor) => {
      await show(editor, residual, 'show', /^○ Not probed yet/);
    },
    crop: panel,
  },
  {
    name: 'gradients',
    size: { width: 1560, height: 700 },
    reach: (editor) => show(editor, residual, 'probe', /^✓ Healthy/),
    crop: panel,
  },
  {
    name: 'findings',
    size: { width: 1240, height: 760 },
    reach: async (editor) => {
      await show(editor, plain, 'probe', /^✖ /);
      await editor.window.clickLine('class Plain');
    },
    crop: editors,
  },
  {
    name: 'fix',
    size: { width: 1560, height: 700 },
    reach: async (editor) => {
      await show(editor, broken, 'show', /^✖ /);
      await hasFix(editor);
    },
    crop: panel,
  },
  {
    name: 'models',
    size: { width: 1100, height: 600 },
    reach: async ({ window }) => {
      await window.page.locator('.activitybar .action-item a[aria-label="SkipScope"]').click();
      await window.open(plain.file, plain.line);
      await window.press('workbench.action.closeEditorsInOtherGroups');
      await window.page.locator('.pane-body .monaco-list-row').first().waitFor();
    },
    crop: ({ window }) => [
      window.page.locator('.part.activitybar'),
      window.page.locator('.part.editor'),
    ],
  },
  {
    name: 'compare',
    size: { width: 1560, height: 700 },
    reach: async (editor) => {
      const { window } = editor;
      await show(editor, plain, 'probe', /^✖ /);
      await window.rewrite(plain.file, relusPython);
      await show(editor, plain, 'probe', /^[✓▲] /);
      await window.clickLens('Compare', window.choices('skips'));
      await window.choose('skips');
      await window.choose(/^(?!.*not probed).*1 error/s);
      await window.tab('edited').waitFor();
      await window.graph().waitFor();
    },
    crop: panel,
  },
];

/** The area around parts of a window. */
async function around(parts: readonly Locator[]): Promise<Box> {
  const boxes = (await Promise.all(parts.map((part) => part.boundingBox()))).filter(
    (box) => box !== null,
  );
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

async function take(editor: RunningEditor, step: Step, folder: string): Promise<void> {
  const { page } = editor.window;
  await page.setViewportSize(step.size);
  await step.reach(editor);
  for (const [kind, theme] of Object.entries(themes)) {
    await editor.configure({ 'workbench.colorTheme': theme });
    await page.mouse.move(1, 1);
    await page.waitForTimeout(SETTLED_MS);
    const picture = await page.screenshot({ clip: await around(step.crop(editor)) });
    const name = `${step.name}-${kind}.png`;
    writeFileSync(path.join(folder, name), indexed(picture));
    console.log(name);
  }
}

/** Takes the pictures of the walkthrough, or of the steps named, into a folder. */
export async function takeWalkthrough(folder: string, names: readonly string[]): Promise<void> {
  const editor = await startEditor({
    files: {
      [residual.file]: residualPython,
      [broken.file]: brokenPython,
      [plain.file]: sigmoidsPython,
    },
    settings: { 'skipscope.inline.show': 'findings' },
  });
  try {
    const wanted = steps.filter(({ name }) => names.length === 0 || names.includes(name));
    for (const step of wanted) await take(editor, step, folder);
  } finally {
    await editor.close();
  }
}
