import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { EditorWindow } from './editorWindow';
import { startEditor, type RunningEditor, type StartOptions } from './startEditor';

/** The editor of the tests around which it was asked for. */
export interface TestEditor {
  readonly window: EditorWindow;
  readonly running: RunningEditor;
}

/**
 * One editor for the tests of a `describe`. Each of them starts in an empty window over the workspace as it
 * was at first, and one that fails leaves its window, with what may still go on in it, behind.
 */
export function editorForTests(options: StartOptions = {}): TestEditor {
  let running: RunningEditor | undefined;
  beforeAll(async () => {
    running = await startEditor(options);
  });
  beforeEach(async ({ task, onTestFailed }) => {
    onTestFailed(async () => {
      await running?.window.picture(`failed-${task.id}`).catch(() => undefined);
      await running?.renew();
    });
    await running?.reset();
  });
  afterAll(() => running?.close());
  return {
    get running() {
      return running!;
    },
    get window() {
      return running!.window;
    },
  };
}
