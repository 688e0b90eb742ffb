import type { LayerId } from '../../../src/shared/network/network';
import type { ExportRequest } from '../../../src/shared/protocol/graphPanelContract';
import type { ItemKey } from '../state/treeItems';

/** The requests of the view of a cost to the page around it. */
export interface CostEvents {
  /** Selects an item; a layer leads to its line. */
  readonly pick: (key: ItemKey) => void;
  readonly pickLayer: (layer: LayerId) => void;
  readonly save: (format: ExportRequest['format'], content: string | Blob) => Promise<void>;
}
