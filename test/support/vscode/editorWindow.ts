import path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { shownManifest } from '../manifest';
import { cleanUpKey, cleanUpMark, keyOf, type KeyedCommand } from './keys';
import { eventually, repeatUntil } from './patience';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { command: string; title: string; category: string }[];
  };
}

/** The title of a command of the extension as the palette shows it; of one of the editor's, the title itself. */
function titleInPalette(command: string): string {
  if (!command.startsWith('skipscope.')) return command;
  const { commands } = (shownManifest as Manifest).contributes;
  const { category, title } = commands.find((one) => one.command === command)!;
  return `${category}: ${title}`;
}

/** The commands that stand above each definition. */
export const lensTitles = { show: 'Show network', probe: 'Probe gradients' } as const;

/**
 * What a user does in an editor window, and what they see in it. Each action waits until the editor is ready
 * for it, and is done again until its effect is there.
 */
export class EditorWindow {
  private cleanUps = 0;

  /** `folder` is the workspace's. */
  constructor(
    readonly page: Page,
    private readonly folder: string,
  ) {}

  /** Closes everything, unsaved texts too, and waits until nothing runs and nothing is left on screen. */
  async cleanUp(): Promise<void> {
    const dialog = this.page.locator('.monaco-dialog-box');
    const isDone = async (): Promise<boolean> =>
      (await this.palette.isVisible()) &&
      (await this.input.inputValue()) === cleanUpMark(this.cleanUps);
    const act = async (): Promise<void> => {
      await this.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      await this.page.mouse.move(1, 500);
      await this.page.keyboard.press(cleanUpKey(++this.cleanUps));
    };
    await repeatUntil('the end of the clean-up', act, async () => {
      if (await dialog.isVisible()) {
        await dialog
          .locator('.monaco-button', { hasText: "Don't Save" })
          .click({ timeout: 1000 })
          .catch(() => undefined);
      }
      return isDone();
    });
    await this.endPick('Escape');
    await eventually(() => this.isClean()).toBe(true);
  }

  /** Nothing is open but the explorer, and the extension has no result of a run that it could tell of. */
  private async isClean(): Promise<boolean> {
    const open = [
      ...['.monaco-dialog-box', '.tab', '.notification-toast', '.monaco-menu', '.action-widget'],
      ...['.part.panel', '.quick-input-widget', '.notifications-center'],
    ].join(', ');
    return (
      (await this.page.locator(open).filter({ visible: true }).count()) === 0 &&
      (await this.page.locator('.explorer-folders-view').isVisible()) &&
      /^(auto|SkipScope|)$/.test((await this.status.allInnerTexts()).join('').trim())
    );
  }

  /** Waits until the window goes by the settings that give it this title. */
  async hasTitle(title: string): Promise<void> {
    await this.page.waitForFunction((wanted) => document.title === wanted, title);
  }

  /** Runs a command by its key. */
  async press(command: KeyedCommand): Promise<void> {
    await this.page.keyboard.press(keyOf(command));
  }

  /** Runs a command from the palette: by its id where it is the extension's, by its title where it is the editor's. */
  async command(command: string): Promise<void> {
    const title = titleInPalette(command);
    const labels = [`[aria-label="${title}"]`, `[aria-label^="${title},"]`];
    const row = this.palette
      .locator(labels.map((label) => `.monaco-list-row${label}`).join(', '))
      .first();
    await repeatUntil(
      `${title} in the palette`,
      async (within) => {
        await this.openPalette(within);
        await this.input.fill(`>${title}`, within);
        // A hover raised by the mouse would lie over the list.
        await this.page.mouse.move(1, this.page.viewportSize()!.height / 2);
      },
      () => row.isVisible(),
    );
    await repeatUntil(
      `the start of ${title}`,
      (within) => row.click({ position: { x: 40, y: 8 }, ...within }),
      async () => !(await row.isVisible()),
    );
  }

  /** Opens a file, named relative to the workspace, and puts the cursor at the start of a line (1-based). */
  async open(file: string, line = 1): Promise<void> {
    const name = path.basename(file);
    const group = this.page.locator('.editor-group-container.active');
    const tab = group.locator('.tab.active', { hasText: name });
    const number = group.locator('.monaco-editor.focused .line-numbers.active-line-number');
    const isOpen = async (): Promise<boolean> =>
      (await tab.isVisible()) && (await number.allInnerTexts()).includes(String(line));
    const act = async (within: { timeout: number }): Promise<void> => {
      await this.openPalette(within);
      // A full path is looked up on disk; a bare name waits for the file search, which may not know a new file yet.
      await this.input.fill(`${path.join(this.folder, file)}:${line}`, within);
      const row = this.palette.locator('.monaco-list-row.focused', { hasText: name });
      await row.waitFor(within);
      await this.input.press('Enter', within);
      await this.palette.waitFor({ state: 'hidden', ...within });
    };
    await repeatUntil(`line ${line} of ${file}`, act, isOpen);
  }

  /** Saves the text in the editor that has the focus. */
  async save(): Promise<void> {
    const unsaved = this.page.locator('.editor-group-container.active .tab.active.dirty');
    await repeatUntil(
      'the text to be saved',
      () => this.page.keyboard.press('Control+S'),
      async () => (await unsaved.count()) === 0,
    );
  }

  /** Replaces the whole text of a file in the editor, and saves it. */
  async rewrite(file: string, text: string): Promise<void> {
    await this.open(file, 1);
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.insertText(text);
    await this.page.locator('.editor-group-container.active .tab.active.dirty').waitFor();
    await this.save();
  }

  /** Builds or probes a model by the lens above it, until the lens tells the result. */
  async inspect(lens: keyof typeof lensTitles, result: RegExp | string | Locator): Promise<void> {
    const isText = typeof result === 'string' || result instanceof RegExp;
    const told = (isText ? this.lens(result) : result).first();
    const running = this.page.locator(
      '.statusbar-item[id*="skipscope.status"] .codicon-modifier-spin',
    );
    // A run that goes on is not begun again.
    const act = async (within: { timeout: number }): Promise<void> => {
      await this.focusText();
      if ((await running.count()) > 0) return;
      await this.lens(lensTitles[lens]).first().click(within);
    };
    await repeatUntil(`the outcome ${String(result)}`, act, () => told.isVisible());
  }

  /** Waits until a lens says this. */
  async lensSays(text: string | RegExp): Promise<void> {
    const told = this.lens(text).first();
    await repeatUntil(
      `the lens ${String(text)}`,
      () => this.focusText(),
      () => told.isVisible(),
    );
  }

  /** Gives a text on screen the focus: the editor asks for no lenses while no text has it. */
  private async focusText(): Promise<void> {
    const text = this.page.locator('.editor-instance .monaco-editor');
    await text.locator('.native-edit-context, textarea.inputarea').first().focus({ timeout: 1000 });
  }

  /** Clicks a lens until its effect is there. */
  async clickLens(text: string | RegExp, effect: Locator): Promise<void> {
    await repeatUntil(
      `the effect of the lens ${String(text)}`,
      (within) => this.lens(text).first().click(within),
      () => effect.first().isVisible(),
    );
  }

  /** Puts the cursor into a line on screen, which takes the focus from a panel beside the text. */
  async clickLine(text: string): Promise<void> {
    await this.page.locator('.editor-instance .view-line', { hasText: text }).click();
  }

  /** Runs an entry of a file's menu in the explorer. */
  async explorerMenu(file: string, title: string, picture?: string): Promise<void> {
    const entries = this.page.locator('.monaco-menu .action-item');
    const row = this.page.locator('.explorer-folders-view .monaco-list-row', { hasText: file });
    await repeatUntil(
      `the menu of ${file}`,
      (within) => row.click({ button: 'right', ...within }),
      () => entries.first().isVisible(),
    );
    if (picture !== undefined) await this.picture(picture);
    const entry = entries.filter({ hasText: title });
    // By key, for a click too soon after the menu came is left out by the editor.
    const act = async (within: { timeout: number }): Promise<void> => {
      await entry.hover(within);
      await entry.and(this.page.locator('.focused')).waitFor(within);
      await this.page.keyboard.press('Enter');
    };
    await repeatUntil(`${title} of ${file}`, act, async () => (await entry.count()) === 0);
  }

  /** Shows the Problems view. */
  async showProblems(): Promise<void> {
    const view = this.page.locator('.markers-panel-container');
    const act = () => this.press('workbench.actions.view.problems');
    await repeatUntil('the Problems view', act, () => view.isVisible());
  }

  /** Shows the hover at the cursor until it says `text`. */
  async showHover(text: string): Promise<void> {
    const told = async (): Promise<boolean> =>
      (await this.hover.allInnerTexts()).join().includes(text);
    await repeatUntil(`a hover with ${text}`, () => this.press('editor.action.showHover'), told);
  }

  /** Shows the notifications: the editor shows none by itself while nobody looks at it. */
  async notification(text: string): Promise<Locator> {
    const item = this.page
      .locator('.notification-list-item, .notification-toast')
      .filter({ hasText: text, visible: true })
      .first();
    const act = () => this.press('notifications.showList');
    await repeatUntil(`a notification with ${text}`, act, () => item.isVisible());
    return item;
  }

  tab(title: string): Locator {
    return this.page.locator('.tab', { hasText: title }).first();
  }

  lens(text: string | RegExp): Locator {
    return this.page.locator('.codelens-decoration a', { hasText: text });
  }

  /** The lens that tells why a model could not be built. */
  get failedLens(): Locator {
    return this.page.locator('.codelens-decoration a', {
      has: this.page.locator('.codicon-error'),
    });
  }

  /** The status-bar item of the extension. */
  get status(): Locator {
    return this.page.locator('.statusbar-item[id*="skipscope.status"]');
  }

  /** Rows of the Problems view. */
  problems(text: string | RegExp): Locator {
    return this.page.locator('.markers-panel-container .monaco-list-row', { hasText: text });
  }

  /** What the editor shows on hovering, by mouse or by command. */
  get hover(): Locator {
    return this.page.locator('.monaco-hover:not(.hidden) .monaco-hover-content').first();
  }

  /** The list or input that the editor asks with. */
  get palette(): Locator {
    return this.page.locator('.quick-input-widget');
  }

  get input(): Locator {
    return this.palette.locator('input.input');
  }

  /** Rows of an open quick pick. */
  choices(text: string | RegExp): Locator {
    return this.palette.locator('.monaco-list-row', { hasText: text });
  }

  /** Chooses the first of these rows of an open quick pick. */
  async choose(text: string | RegExp): Promise<void> {
    const row = this.choices(text).first();
    await row.waitFor();
    const asked = await this.question();
    await repeatUntil(
      `the choice of ${String(text)}`,
      (within) => row.click(within),
      async () => (await this.question()) !== asked,
    );
  }

  /** What an open quick pick asks for; empty where none is open. */
  private async question(): Promise<string> {
    const read = (at: Element): string =>
      [
        at.querySelector('.quick-input-title')?.textContent,
        at.querySelector('input')?.placeholder,
      ].join('\n');
    return (await this.palette.isVisible()) ? this.palette.evaluate(read) : '';
  }

  /** Ends an open quick pick or input by a key. */
  async endPick(key: 'Enter' | 'Escape'): Promise<void> {
    await repeatUntil(
      `the end of a list by ${key}`,
      () => this.page.keyboard.press(key),
      async () => !(await this.palette.isVisible()),
    );
  }

  /** The page inside the visible webview: two nested frames. */
  webview(): FrameLocator {
    const outer = this.page.locator('iframe.webview.ready').last().contentFrame();
    return outer.frameLocator('iframe#active-frame');
  }

  /** The picture of the network, once it is drawn. */
  graph(): Locator {
    return this.webview().locator('canvas[data-testid="graph"][data-layout="ready"]');
  }

  /** Chooses a list of the panel: layers, skips or findings. */
  async panelTab(name: string): Promise<void> {
    const tab = this.webview().locator('vscode-panel-tab', { hasText: name });
    await repeatUntil(
      `the panel's list of ${name}`,
      (within) => tab.click(within),
      async () => (await tab.getAttribute('aria-selected')) === 'true',
    );
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

  /** Chooses a quick fix at the cursor of the focused editor, and ticks what its preview shows; gives what applies it. */
  async quickFix(title: string): Promise<() => Promise<void>> {
    const row = this.page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
    const panel = this.page.locator('.bulk-edit-panel');
    const apply = panel.locator('.monaco-button', { hasText: 'Apply' });
    const tick = panel.locator('.monaco-list-row .edit-checkbox').first();
    // By key: the palette may give the focus back so late that the menu closes again.
    const ask = async (): Promise<void> => {
      await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('Control+.');
    };
    await repeatUntil(`the quick fix ${title}`, ask, () => row.isVisible());
    await repeatUntil(
      `the preview of ${title}`,
      (within) => row.click(within),
      () => apply.isVisible(),
    );
    await repeatUntil(
      `the tick of ${title}`,
      (within) => tick.check(within),
      () => tick.isChecked(),
    );
    return () =>
      repeatUntil(
        `the change of ${title}`,
        (within) => apply.click(within),
        async () => !(await apply.isVisible()),
      );
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

  private async openPalette(within: { timeout: number }): Promise<void> {
    // By mouse: a focused webview may keep the keys to itself.
    await this.page.keyboard.press('Escape');
    await this.page.locator('.command-center .command-center-center').click(within);
    await this.input.waitFor(within);
  }
}
