import { openEditorPage } from '../../kit/port';
import type { GraphPanelContract } from '../../../src/shared/protocol/graphPanelContract';
import { RpcClient } from '../../../src/shared/protocol/rpc';
import type { Report } from '../../../src/shared/report/report';

/** The place of the page: an editor panel with a host to ask, or a saved file with its report inside. */
export interface Surroundings {
  readonly host: RpcClient<GraphPanelContract> | undefined;
  readonly report: Report | undefined;
  /** An older report to compare `report` with. */
  readonly before: Report | undefined;
  /** The state that the page kept before it was reloaded. */
  readonly saved: unknown;
  save(state: unknown): void;
}

function embeddedReport(id: string): Report | undefined {
  const text = document.getElementById(id)?.textContent;
  // The page was written by the same build that reads it.
  return text ? (JSON.parse(text) as Report) : undefined;
}

/** Connects the page to its host, or reads the reports in it. Call it once per page. */
export function openSurroundings(): Surroundings {
  const editor = openEditorPage();
  if (!editor) {
    return {
      host: undefined,
      report: embeddedReport('skipscope-report'),
      before: embeddedReport('skipscope-before'),
      saved: undefined,
      save: () => undefined,
    };
  }
  return {
    host: new RpcClient<GraphPanelContract>(editor.port),
    report: undefined,
    before: undefined,
    saved: editor.saved,
    save: (state) => editor.save(state),
  };
}
