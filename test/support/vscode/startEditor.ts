import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { ensureEditor } from '../../../scripts/vscode/editor.mjs';
import { startServer, type Server } from '../../../scripts/vscode/server.mjs';
import { chrome } from '../browser';
import { cleanUp } from './cleanUp';
import { EditorWindow } from './editorWindow';
import { keybindings } from './keys';
import { PATIENCE_MS } from './patience';
import { quietSettings } from './quietSettings';
import { WorkspaceFiles, type Files } from './workspaceFiles';

export interface StartOptions {
  /** Files of the workspace by name, beside the examples. */
  readonly files?: Files;
  /** The user's settings, beside those that keep the editor quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Variables of the environment, beside this process's own. */
  readonly env?: Readonly<Record<string, string>>;
}

export const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];
/** The settings of the workspace; the window's title shows which of them the editor goes by. */
const settingsFile = (title: string, settings: object = {}): Files => ({
  '.vscode/settings.json': JSON.stringify({ ...settings, 'window.title': title }),
});
const FIRST_TITLE = 'settings 0';

/** A page of an editor in which nothing moves by itself. Its size in CSS pixels. */
export async function openStillPage(
  browser: Browser,
  viewport: { readonly width: number; readonly height: number },
): Promise<Page> {
  const page = await browser.newPage({ viewport, reducedMotion: 'reduce' });
  await page.addInitScript(standStill);
  return page;
}

/** Stops animations: a sign that turns while a probe runs has the whole window painted by the processor all the time. */
function standStill(): void {
  document.addEventListener('DOMContentLoaded', () => {
    const style = document.createElement('style');
    style.textContent = '*, *::before, *::after { animation: none !important; }';
    document.head.append(style);
  });
}

/** The packaged extension in real VS Code, with the examples as workspace, in a throw-away profile. */
export class RunningEditor {
  private current: EditorWindow | undefined;
  private configured = 0;
  private cleanUps = 0;

  private constructor(
    private readonly profile: string,
    private readonly files: WorkspaceFiles,
    private readonly server: Server,
    private readonly browser: Browser,
  ) {}

  static async start({ files = {}, settings, env = {} }: StartOptions): Promise<RunningEditor> {
    // A short path: Unix sockets lie below it.
    const profile = mkdtempSync(path.join(os.tmpdir(), 'ss-'));
    const user = path.join(profile, 'user/User');
    mkdirSync(user, { recursive: true });
    writeFileSync(path.join(user, 'keybindings.json'), JSON.stringify(keybindings));
    const workspace = new WorkspaceFiles(path.join(profile, 'models'), {
      ...files,
      ...settingsFile(FIRST_TITLE),
    });
    const server = await startServer({
      editor: await ensureEditor(),
      profile,
      vsix: path.resolve('out/skipscope.vsix'),
      settings: { ...quietSettings, ...settings },
      env,
    });
    const browser = await chromium.launch({ executablePath: chrome, args: browserArguments });
    const editor = new RunningEditor(profile, workspace, server, browser);
    await editor.renew().catch(async (error: unknown) => {
      await editor.close();
      throw error;
    });
    return editor;
  }

  get window(): EditorWindow {
    return this.current!;
  }

  /** The workspace's folder. */
  get folder(): string {
    return this.files.folder;
  }

  /** Writes files into the workspace, by name, as another program does. */
  write(files: Files): void {
    this.files.write(files);
  }

  /** Replaces the settings of the workspace, and waits until the editor goes by them. */
  async configure(settings: Readonly<Record<string, unknown>>): Promise<void> {
    const title = `settings ${++this.configured}`;
    this.write(settingsFile(title, settings));
    await this.window.hasTitle(title);
  }

  /** Brings the window, the files and the settings back to where they were at first. */
  async reset(): Promise<void> {
    this.cleanUps = await cleanUp(this.window, this.cleanUps);
    this.files.restore();
    await this.window.hasTitle(FIRST_TITLE);
  }

  /** Leaves the window, and whatever still goes on in it, for a new one. */
  async renew(): Promise<void> {
    await this.current?.page.context().close();
    const page = await openStillPage(this.browser, { width: 1680, height: 1000 });
    page.setDefaultTimeout(PATIENCE_MS);
    this.current = new EditorWindow(page, this.folder);
    await page.goto(
      `http://127.0.0.1:${this.server.port}/?folder=${encodeURIComponent(this.folder)}`,
    );
    await page.locator('.monaco-workbench').waitFor();
    await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

export const startEditor = (options: StartOptions = {}): Promise<RunningEditor> =>
  RunningEditor.start(options);
