import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { shownManifest } from '../manifest';
import { EditorView } from './editorView';
import { keyOf, type KeyedCommand } from './keys';
import { repeatUntil } from './patience';

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
 * The actions of a user in an editor window. Each action waits until the editor is ready for it, and is done again
 * until its effect is there.
 */
export class EditorWindow extends EditorView {
  /** `folder` is the workspace's. */
  constructor(
    page: Page,
    private readonly folder: string,
  ) {
    super(page);
  }

  /** Waits until the window goes by the settings that give it this title. */
  async hasTitle(title: string): Promise<void> {
    await this.page.waitForFunction((wanted) => document.title === wanted, title);
  }

  /** Runs a command by its key. */
  async press(command: KeyedCommand): Promise<void> {
    await this.page.keyboard.press(keyOf(command));
  }

  /** Runs a command from the palette: by its id if it is the extension's, by its title if it is the editor's. */
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
    const editor = group.locator('.monaco-editor.focused', { has: this.page.locator(':focus') });
    const number = editor.locator('.line-numbers.active-line-number');
    const isOpen = async (): Promise<boolean> =>
      !(await this.palette.isVisible()) &&
      (await tab.isVisible()) &&
      (await number.allInnerTexts()).includes(String(line));
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
    const act = async (): Promise<void> => {
      await this.open(file, 1);
      await this.page.keyboard.press('Control+A');
      // The editor takes what a new text shares with a selected one for not typed.
      await this.page.keyboard.press('Delete');
      await this.page.keyboard.insertText(text);
      await this.save();
    };
    const isWritten = (): boolean => readFileSync(path.join(this.folder, file), 'utf8') === text;
    await repeatUntil(`the new text of ${file}`, act, () => Promise.resolve(isWritten()));
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

  /** Narrows an open quick pick to the rows with a text: a long list draws only the rows in sight. */
  async narrow(text: string): Promise<void> {
    await this.input.fill(text);
    await this.choices(text).first().waitFor();
  }

  /** The question of an open quick pick; empty if none is open. */
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

  /** Chooses a list of the panel: layers, skips or findings. */
  async panelTab(name: string): Promise<void> {
    const tab = this.webview().locator('vscode-panel-tab', { hasText: name });
    await repeatUntil(
      `the panel's list of ${name}`,
      (within) => tab.click(within),
      async () => (await tab.getAttribute('aria-selected')) === 'true',
    );
  }

  /** Chooses the preview of a quick fix at the cursor of the focused editor, and ticks what its preview shows; gives what applies it. */
  async quickFix(title: string): Promise<() => Promise<void>> {
    const row = this.page
      .locator('.action-widget .monaco-list-row', { hasText: title })
      .filter({ hasText: '(preview)' })
      .first();
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

  private async openPalette(within: { timeout: number }): Promise<void> {
    // By mouse: a focused webview may keep the keys to itself.
    await this.page.keyboard.press('Escape');
    await this.page.locator('.command-center .command-center-center').click(within);
    await this.input.waitFor(within);
  }
}
