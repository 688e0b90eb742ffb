import type { FrameLocator, Locator, Page } from 'playwright-core';

/** The visible parts of an editor window. */
export class EditorView {
  constructor(readonly page: Page) {}

  tab(title: string): Locator {
    return this.page.locator('.tab', { hasText: title }).first();
  }

  lens(text: string | RegExp): Locator {
    return this.page.locator('.codelens-decoration a', { hasText: text });
  }

  /** The lens that tells why a model could not be built. */
  get failedLens(): Locator {
    return this.lens(/Could not be built/);
  }

  /** The status-bar item of the extension. */
  get status(): Locator {
    return this.page.locator('.statusbar-item[id*="skipscope.status"]');
  }

  /** Rows of the Problems view. */
  problems(text: string | RegExp): Locator {
    return this.page.locator('.markers-panel-container .monaco-list-row', { hasText: text });
  }

  /** The hover, opened by mouse or by command. */
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

  /** The page inside the visible webview: two nested frames. */
  webview(): FrameLocator {
    const outer = this.page.locator('iframe.webview.ready').last().contentFrame();
    return outer.frameLocator('iframe#active-frame');
  }

  /** The picture of the network, once it is drawn. */
  graph(): Locator {
    return this.webview().locator('canvas[data-testid="graph"][data-layout="ready"]');
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
}
