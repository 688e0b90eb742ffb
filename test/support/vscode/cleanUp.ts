import type { EditorWindow } from './editorWindow';
import { cleanUpKey, cleanUpMark } from './keys';
import { repeatUntil, until } from './patience';

/** The parts of the editor that a test may leave open. */
const left = [
  ...['.monaco-dialog-box', '.tab', '.notification-toast', '.monaco-menu', '.action-widget'],
  ...['.part.panel', '.quick-input-widget', '.notifications-center'],
].join(', ');

/**
 * Closes everything, unsaved texts too, and waits until nothing runs and nothing is left on screen.
 * `count`: how many clean-ups the window has seen, by which they are told apart; gives the count after.
 */
export async function cleanUp(window: EditorWindow, count: number): Promise<number> {
  const { page } = window;
  const dialog = page.locator('.monaco-dialog-box');
  let last = count;
  const act = async (): Promise<void> => {
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.mouse.move(1, page.viewportSize()!.height / 2);
    await page.keyboard.press(cleanUpKey(++last));
  };
  await repeatUntil('the end of the clean-up', act, async () => {
    if (await dialog.isVisible()) {
      const leave = dialog.locator('.monaco-button', { hasText: "Don't Save" });
      await leave.click({ timeout: 1000 }).catch(() => undefined);
    }
    return (
      (await window.palette.isVisible()) && (await window.input.inputValue()) === cleanUpMark(last)
    );
  });
  await window.endPick('Escape');
  await until('a clean window', () => isClean(window).catch(() => false));
  return last;
}

/** Nothing is open but the explorer, and the extension has no result of a run that it could tell of. */
async function isClean({ page, status }: EditorWindow): Promise<boolean> {
  return (
    (await page.locator(left).filter({ visible: true }).count()) === 0 &&
    (await page.locator('.explorer-folders-view').isVisible()) &&
    /^(auto|SkipScope|)$/.test((await status.allInnerTexts()).join('').trim())
  );
}
