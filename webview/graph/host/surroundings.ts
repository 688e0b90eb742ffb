import type { GraphPanelContract } from '../../../src/shared/protocol/graphPanelContract';
import { RpcClient, type Port } from '../../../src/shared/protocol/rpc';
import type { Report } from '../../../src/shared/report/report';
import { followSystemTheme } from '../../kit/systemTheme';

interface EditorApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

/** What the page is part of: an editor panel with a host to ask, or a saved file with its report inside. */
export interface Surroundings {
  readonly host: RpcClient<GraphPanelContract> | undefined;
  readonly report: Report | undefined;
  /** An older report to compare `report` with. */
  readonly before: Report | undefined;
  /** What the page kept before it was reloaded. */
  readonly saved: unknown;
  save(state: unknown): void;
}

function editorPort(api: EditorApi): Port {
  return {
    send: (frame) => api.postMessage(frame),
    onFrame: (listen) => {
      const hear = ({ data }: MessageEvent<unknown>): void => listen(data);
      addEventListener('message', hear);
      return { dispose: () => removeEventListener('message', hear) };
    },
    onClose: () => ({ dispose: () => undefined }),
  };
}

function embeddedReport(id: string): Report | undefined {
  const text = document.getElementById(id)?.textContent;
  // The page was written by the same build that reads it.
  return text ? (JSON.parse(text) as Report) : undefined;
}

/** The only caller of `acquireVsCodeApi`, which works once per page. */
export function openSurroundings(): Surroundings {
  const acquire = (globalThis as { acquireVsCodeApi?: () => EditorApi }).acquireVsCodeApi;
  if (!acquire) {
    followSystemTheme();
    return {
      host: undefined,
      report: embeddedReport('skipscope-report'),
      before: embeddedReport('skipscope-before'),
      saved: undefined,
      save: () => undefined,
    };
  }
  const api = acquire();
  return {
    host: new RpcClient<GraphPanelContract>(editorPort(api)),
    report: undefined,
    before: undefined,
    saved: api.getState(),
    save: (state) => api.setState(state),
  };
}
