import {
  isLayerIds,
  isOfLayer,
  isPanelStatus,
  type GraphPanelContract,
} from '../../../src/shared/protocol/graphPanelContract';
import { isReport } from '../../../src/shared/protocol/engineContract';
import type { RpcClient } from '../../../src/shared/protocol/rpc';
import type { LayerId } from '../../../src/shared/network/network';
import type { Surroundings } from './surroundings';
import type { PageActions, PanelStore } from '../panels/actions';

type Host = RpcClient<GraphPanelContract>;

/** What the page asks of its host; in a saved file there is none, and nothing happens. */
export type HostActions = Pick<
  PageActions,
  'hasHost' | 'revealSource' | 'showCalls' | 'inspectAgain' | 'cancel'
>;

export function hostActions({ host }: Surroundings): HostActions {
  // A host that cannot answer says so itself; nothing here depends on the answer.
  const tell = (asked: Promise<null> | undefined): void => void asked?.catch(() => undefined);
  return {
    hasHost: host !== undefined,
    revealSource: (layer) => tell(host?.request('revealSource', { layer })),
    showCalls: (layer) => tell(host?.request('showCalls', { layer })),
    inspectAgain: (probe) => tell(host?.request('inspectAgain', { probe })),
    cancel: () => tell(host?.request('cancel', null)),
  };
}

/** What arrives is looked at before it is believed; what does not fit is dropped. */
function listen(host: Host, store: PanelStore, show: (layer: LayerId) => void): void {
  host.on('report', (report) => {
    if (isReport(report)) store.dispatch({ type: 'reportArrived', report });
  });
  host.on('status', (status) => {
    if (isPanelStatus(status)) store.dispatch({ type: 'statusChanged', status });
  });
  host.on('cursor', (layers) => {
    if (isLayerIds(layers)) store.dispatch({ type: 'cursorMoved', layers });
  });
  host.on('showLayer', (wanted) => {
    if (isOfLayer(wanted)) show(wanted.layer);
  });
}

/** Shows what the page holds itself, or what its host has and announces from then on. */
export async function connect(
  { host, report, before }: Surroundings,
  store: PanelStore,
  show: (layer: LayerId) => void,
): Promise<void> {
  const arrive = (arrived: typeof report, older: typeof before): void => {
    if (!arrived) return;
    store.dispatch({
      type: 'reportArrived',
      report: arrived,
      ...(older ? { before: older } : {}),
    });
  };
  arrive(report, before);
  if (!host) return;
  listen(host, store, show);
  const state = await host.request('ready', null);
  store.dispatch({ type: 'opened', origin: state.origin });
  store.dispatch({ type: 'statusChanged', status: state.status });
  arrive(state.report, state.before);
  if (state.layer) show(state.layer);
}
