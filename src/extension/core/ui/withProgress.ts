import * as vscode from 'vscode';
import { toFailureInfo } from '../../../shared/base/failures';

/** Shows the present stage, and adds to the progress bar. */
export type ReportProgress = (stage: string, percent?: number) => void;

/**
 * Runs work under a notification with its stages and a cancel button, which aborts the signal.
 * @returns `undefined` if the work rejects with `cancelled`
 */
export async function withProgress<T>(
  title: string,
  work: (report: ReportProgress, signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const location = vscode.ProgressLocation.Notification;
  try {
    return await vscode.window.withProgress(
      { location, title, cancellable: true },
      (progress, token) => {
        const stop = new AbortController();
        token.onCancellationRequested(() => stop.abort());
        const report: ReportProgress = (message, increment) =>
          progress.report({ message, ...(increment !== undefined && { increment }) });
        return work(report, stop.signal);
      },
    );
  } catch (error) {
    if (toFailureInfo(error).code === 'cancelled') return undefined;
    throw error;
  }
}
