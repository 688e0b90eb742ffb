import type * as vscode from 'vscode';
import { Failure } from '../../../shared/base/failures';
import type { Port } from '../../../shared/protocol/rpc';

/** A panel's message channel as a {@link Port}. */
export function webviewPort(panel: vscode.WebviewPanel): Port {
  return {
    send: (frame) => void panel.webview.postMessage(frame),
    onFrame: (listen) => panel.webview.onDidReceiveMessage(listen),
    onClose: (listen) => panel.onDidDispose(() => listen(new Failure('disconnected', 'panel'))),
  };
}
