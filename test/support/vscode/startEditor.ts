import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { ensureEditor } from '../../../scripts/vscode/editor.mjs';
import { startServer } from '../../../scripts/vscode/server.mjs';
import { chrome } from '../browser';
import { EditorWindow } from './editorWindow';

export interface StartOptions {
  /** Files of the workspace by name, beside the examples. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly settings?: Readonly<Record<string, unknown>>;
}

export interface RunningEditor {
  readonly window: EditorWindow;
  /** The workspace's folder. */
  readonly folder: string;
  /** Replaces the user's settings, beside those that keep the editor quiet. */
  configure(settings: Readonly<Record<string, unknown>>): Promise<void>;
  close(): Promise<void>;
}

export const quietSettings = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  // What these tests do not look at costs time on every keystroke.
  'editor.minimap.enabled': false,
  'editor.stickyScroll.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.semanticHighlighting.enabled': false,
  'editor.cursorBlinking': 'solid',
  'breadcrumbs.enabled': false,
  'workbench.reduceMotion': 'on',
  'typescript.disableAutomaticTypeAcquisition': true,
  'typescript.tsserver.useSyntaxServer': 'never',
  // A view that opens late takes the focus, and would close the palette that a test has opened since.
  'workbench.quickOpen.closeOnFocusLost': false,
  // In a browser the editor saves by itself; tests tell saved from unsaved.
  'files.autoSave': 'off',
  'editor.autoClosingBrackets': 'never',
  'editor.autoClosingQuotes': 'never',
  // Examples import packages that the test's workspace does not have.
  'typescript.validate.enable': false,
  'javascript.validate.enable': false,
};
export const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/** The packaged extension in real VS Code, with the examples as workspace, in a throw-away profile. */
export async function startEditor(options: StartOptions = {}): Promise<RunningEditor> {
  // A short path: Unix sockets lie below it.
  const profile = mkdtempSync(path.join(os.tmpdir(), 'ss-'));
  const folder = path.join(profile, 'models');
  cpSync('examples', folder, { recursive: true, filter: (file) => !file.endsWith('.json') });
  for (const [name, text] of Object.entries(options.files ?? {})) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  const server = await startServer({
    editor: await ensureEditor(),
    profile,
    vsix: path.resolve('out/skipscope.vsix'),
    settings: { ...quietSettings, ...options.settings },
  });
  const browser = await chromium.launch({ executablePath: chrome, args: browserArguments });
  const close = async (): Promise<void> => {
    await browser.close();
    await server.stop();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(45_000);
    await page.goto(`http://127.0.0.1:${server.port}/?folder=${encodeURIComponent(folder)}`);
    await page.locator('.monaco-workbench').waitFor();
    await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
    const window = new EditorWindow(page, folder);
    const configure = (settings: Readonly<Record<string, unknown>>): Promise<void> =>
      window.writeSettings({ ...quietSettings, ...options.settings, ...settings });
    return { window, folder, configure, close };
  } catch (error) {
    await close();
    throw error;
  }
}
