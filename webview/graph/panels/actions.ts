import type { ExportFormat, ExportRequest } from '../../../src/shared/protocol/graphPanelContract';
import type { HostActions } from '../host/hostLink';
import type { ItemKey } from '../state/treeItems';

/** Everything panels ask of the page around them; they never post messages themselves. */
export interface PageActions extends HostActions {
  /** Shows an item in the graph, opening the groups around it. */
  readonly showInGraph: (key: ItemKey) => void;
  /**
   * Saves the graph or its report; resolves with a notice for the user if the file differs from the
   * request.
   */
  readonly exportAs: (format: ExportFormat) => Promise<string | undefined>;
  /** Saves a table, or a picture of the cost. */
  readonly saveFile: (format: ExportRequest['format'], content: string | Blob) => Promise<void>;
  readonly zoom: (how: 'in' | 'out' | 'fit' | 'selection' | 'parent') => void;
}
