import path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';

/** What a user does in an editor window, and what they see in it. */
export class EditorWindow {
  /** `folder` is the workspace's. */
  constructor(
    readonly page: Page,
    private readonly folder: string,
  ) {}

  /** Runs a command from the palette by its title. */
  async command(title: string): Promise<void> {
    const palette = this.page.locator('.quick-input-widget');
    await this.openPalette(palette);
    await palette.locator('input.input').fill(`>${title}`);
    // A hover raised by the mouse would lie over the list.
    await this.page.mouse.move(1, this.page.viewportSize()!.height / 2);
    const labels = [`[aria-label="${title}"]`, `[aria-label^="${title},"]`];
    await palette
      .locator(labels.map((label) => `.monaco-list-row${label}`).join(', '))
      .first()
      .click({ position: { x: 40, y: 8 } });
  }

  /** Opens a file, named relative to the workspace, and puts the cursor into a line (1-based). */
  async open(file: string, line = 1): Promise<void> {
    const palette = this.page.locator('.quick-input-widget');
    const name = path.basename(file);
    await this.openPalette(palette);
    // A full path is looked up on disk; a bare name waits for the file search, which may not know a new file yet.
    await palette.locator('input.input').fill(`${path.join(this.folder, file)}:${line}`);
    await palette.locator('.monaco-list-row.focused', { hasText: name }).waitFor();
    await palette.locator('input.input').press('Enter');
    await palette.waitFor({ state: 'hidden' });
    await this.page.locator('.tab.active', { hasText: name }).waitFor();
    await this.page.locator('.editor-instance .monaco-editor.focused').waitFor();
  }

  /** Replaces the user's settings as a user does: the editor sees changes that it makes itself at once. */
  async writeSettings(settings: Readonly<Record<string, unknown>>): Promise<void> {
    await this.command('Preferences: Open User Settings (JSON)');
    await this.tab('settings.json').waitFor();
    await this.page.locator('.editor-instance .view-lines').first().waitFor();
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.insertText(JSON.stringify(settings, null, 1));
    await this.page.keyboard.press('Control+S');
    await this.page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
    await this.tab('settings.json').click({ button: 'middle' });
    await this.tab('settings.json').waitFor({ state: 'detached' });
  }

  /** Puts the cursor into a line on screen, which takes the focus from a panel beside the text. */
  async clickLine(text: string): Promise<void> {
    await this.page.locator('.editor-instance .view-line', { hasText: text }).click();
  }

  /** Opens the menu of a file in the explorer. */
  async explorerMenu(file: string): Promise<void> {
    await this.page
      .locator('.explorer-folders-view .monaco-list-row', { hasText: file })
      .click({ button: 'right' });
    await this.menuEntries.first().waitFor();
  }

  /** Runs an entry of the open menu: by key, for a click too soon after the menu came is left out by the editor. */
  async chooseInMenu(title: string): Promise<void> {
    const entry = this.menuEntries.filter({ hasText: title });
    await entry.hover();
    await entry.and(this.page.locator('.focused')).waitFor();
    await this.page.keyboard.press('Enter');
    await entry.waitFor({ state: 'detached' });
  }

  private get menuEntries(): Locator {
    return this.page.locator('.monaco-menu .action-item');
  }

  tab(title: string): Locator {
    return this.page.locator('.tab', { hasText: title }).first();
  }

  lens(text: string | RegExp): Locator {
    return this.page.locator('.codelens-decoration a', { hasText: text });
  }

  /** The text of the status-bar item of the extension. */
  get status(): Locator {
    return this.page.locator('.statusbar-item[id*="skipscope.status"]');
  }

  get notifications(): Locator {
    return this.page.locator('.notification-list-item, .notification-toast');
  }

  /** Rows of the Problems view. */
  problems(text: string | RegExp): Locator {
    return this.page.locator('.markers-panel-container .monaco-list-row', { hasText: text });
  }

  /** What the editor shows on hovering, by mouse or by command. */
  get hover(): Locator {
    return this.page.locator('.monaco-hover:not(.hidden) .monaco-hover-content').first();
  }

  /** Rows of an open quick pick. */
  choices(text: string | RegExp): Locator {
    return this.page.locator('.quick-input-widget .monaco-list-row', { hasText: text });
  }

  /** The page inside the visible webview: two nested frames. */
  webview(): FrameLocator {
    const outer = this.page.locator('iframe.webview.ready').last().contentFrame();
    return outer.frameLocator('iframe#active-frame');
  }

  /** Keeps a picture of the window among the test's artefacts. */
  async picture(name: string): Promise<void> {
    await this.page.screenshot({ path: `out/screenshots/vscode/${name}.png` });
  }

  /** Line of the cursor in the text editor that is on screen, focused or not. */
  async cursorLine(): Promise<number> {
    const number = this.page.locator('.monaco-editor .line-numbers.active-line-number').first();
    return Number(await number.innerText());
  }

  /** Chooses a quick fix at the cursor of the focused editor, ticks what its preview shows, and gives the button that makes the change. */
  async quickFix(title: string): Promise<Locator> {
    // By key: the palette may give the focus back so late that the menu closes again.
    await this.page.keyboard.press('Control+.');
    await this.page.locator('.action-widget .monaco-list-row', { hasText: title }).first().click();
    const apply = this.page.locator('.bulk-edit-panel .monaco-button', { hasText: 'Apply' });
    await apply.waitFor();
    await this.page.locator('.bulk-edit-panel .monaco-list-row .edit-checkbox').first().click();
    return apply;
  }

  /** The text of the line on screen that holds `part`, in the editor whose title holds `file`. */
  async lineText(file: string, part: string): Promise<string> {
    await this.page.locator('.tab.active', { hasText: file }).first().waitFor();
    const line = this.page.locator('.editor-instance .view-line', { hasText: part }).first();
    return (await line.innerText()).replace(/\u00a0/g, ' ');
  }

  /** Texts written after lines by decorations, in the order of the lines on screen. */
  async inlineTexts(): Promise<string[]> {
    return this.page.evaluate(() => {
      const spans = [...document.querySelectorAll('.monaco-editor .view-line span[class*="ced-"]')];
      return spans
        .map((span) => getComputedStyle(span, '::after').content)
        .filter((content) => content !== 'none' && content !== 'normal')
        .map((content) => content.replace(/^"|"$/g, ''));
    });
  }

  private async openPalette(palette: Locator): Promise<void> {
    // By mouse: a focused webview may keep the keys to itself.
    await this.page.keyboard.press('Escape');
    await this.page.locator('.command-center .command-center-center').click();
    await palette.locator('input.input').waitFor();
  }
}
