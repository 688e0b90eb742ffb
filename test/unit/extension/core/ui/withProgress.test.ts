import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { withProgress } from '../../../../../src/extension/core/ui/withProgress';
import { Failure } from '../../../../../src/shared/base/failures';

/** The notification that is open: what it shows, and its cancel button. */
const shown = { title: '', steps: [] as unknown[], cancel: (): void => undefined };

vi.mock('vscode', () => ({
  ProgressLocation: { Notification: 15 },
  window: {
    withProgress: (
      { title }: { title: string },
      task: (progress: object, token: object) => Promise<unknown>,
    ) => {
      shown.title = title;
      const progress = { report: (step: unknown) => shown.steps.push(step) };
      const token = { onCancellationRequested: (stop: () => void) => (shown.cancel = stop) };
      return task(progress, token);
    },
  },
}));

afterAll(() => vi.resetModules());
beforeEach(() => (shown.steps = []));

describe('work under a notification', () => {
  it('shows its stages and gives its result', async () => {
    const result = await withProgress('counting', (report) => {
      report('one');
      report('two', 50);
      return Promise.resolve(7);
    });
    expect(result).toBe(7);
    expect(shown.title).toBe('counting');
    expect(shown.steps).toEqual([{ message: 'one' }, { message: 'two', increment: 50 }]);
  });

  it('gives nothing where the user cancels', async () => {
    const work = withProgress('counting', (_, signal) => {
      const cancelled = new Promise<never>((_, reject) =>
        signal.addEventListener('abort', () => reject(new Failure('cancelled', 'by the caller'))),
      );
      shown.cancel();
      return cancelled;
    });
    expect(await work).toBeUndefined();
  });

  it('rejects with any other failure', async () => {
    const work = withProgress('counting', () => Promise.reject(new Failure('npm-missing', 'npm')));
    await expect(work).rejects.toMatchObject({ code: 'npm-missing' });
  });
});
