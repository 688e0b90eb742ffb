import type { ExportFormat } from '../../../src/shared/protocol/graphPanelContract';
import type { LayerId } from '../../../src/shared/network/network';
import type { PanelAction, PanelModel } from '../state/panelState';
import type { Store } from '../../kit/store';
import type { ItemKey } from '../state/treeItems';

export type PanelStore = Store<PanelModel, PanelAction>;

/** What panels ask of the page around them; they never post messages themselves. */
export interface PageActions {
  /** `false` in a saved file: what needs a host is hidden there. */
  readonly hasHost: boolean;
  readonly revealSource: (layer: LayerId) => void;
  /** Opens the line of a layer with the calls that led there. */
  readonly showCalls: (layer: LayerId) => void;
  readonly inspectAgain: (probe: boolean) => void;
  readonly cancel: () => void;
  /** Shows an item in the graph, opening what is around it. */
  readonly showInGraph: (key: ItemKey) => void;
  /** Saves what is shown; resolves with a sentence where there is something to say about it. */
  readonly exportAs: (format: ExportFormat) => Promise<string | undefined>;
  readonly zoom: (how: 'in' | 'out' | 'fit' | 'selection' | 'parent') => void;
}
