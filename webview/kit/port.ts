import type { Port } from '../../src/shared/protocol/rpc';
import { followSystemTheme } from './theme';

interface EditorApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

/** The editor around a page: its port to the host, and the state that outlives a reload. */
export interface EditorPage {
  readonly port: Port;
  /** The state that the page saved before it was reloaded. */
  readonly saved: unknown;
  save(state: unknown): void;
}

const portOf = (api: EditorApi): Port => ({
  send: (frame) => api.postMessage(frame),
  onFrame: (listen) => {
    const receive = ({ data }: MessageEvent<unknown>): void => listen(data);
    addEventListener('message', receive);
    return { dispose: () => removeEventListener('message', receive) };
  },
  onClose: () => ({ dispose: () => undefined }),
});

/**
 * Connects to the editor; `undefined` in a saved file, whose theme follows the system's. The only
 * caller of `acquireVsCodeApi`, which works once per page.
 */
export function openEditorPage(): EditorPage | undefined {
  const acquire = (globalThis as { acquireVsCodeApi?: () => EditorApi }).acquireVsCodeApi;
  if (!acquire) {
    followSystemTheme();
    return undefined;
  }
  const api = acquire();
  return { port: portOf(api), saved: api.getState(), save: (state) => api.setState(state) };
}
