import {
  isLayerIds,
  isOfLayer,
  isPanelState,
  isPanelStatus,
  type GraphPanelContract,
  type PanelState,
} from '../../../src/shared/protocol/graphPanelContract';
import { isWatchedRun } from '../../../src/shared/protocol/watchedRun';
import { isReport } from '../../../src/shared/report/guard';
import type { RpcClient } from '../../../src/shared/protocol/rpc';
import type { LayerId } from '../../../src/shared/network/network';
import type { PanelStore } from '../state/panelState';
import type { Surroundings } from './surroundings';

type Host = RpcClient<GraphPanelContract>;

/** The requests of the page to its host; without one, in a saved file, they do nothing. */
export interface HostActions {
  /** `false` in a saved file: controls that need a host are hidden there. */
  readonly hasHost: boolean;
  readonly revealSource: (layer: LayerId) => void;
  /** Opens the line of a layer with the calls that led there. */
  readonly showCalls: (layer: LayerId) => void;
  readonly inspectAgain: (probe: boolean) => void;
  /** Measures time and memory of a training step. */
  readonly profile: () => void;
  readonly cancel: () => void;
  /** Probes the model without a shortcut. */
  readonly cutShortcut: (skip: string) => void;
  /** Measures all skips in the panel of experiments. */
  readonly tryAllSkips: () => void;
  /** Applies the fix that the status offers. */
  readonly applyFix: () => void;
}

export function hostActions({ host }: Surroundings): HostActions {
  // A host that cannot answer reports it to the user itself; nothing here depends on the answer.
  const send = (request: Promise<null> | undefined): void => void request?.catch(() => undefined);
  return {
    hasHost: host !== undefined,
    revealSource: (layer) => send(host?.request('revealSource', { layer })),
    showCalls: (layer) => send(host?.request('showCalls', { layer })),
    inspectAgain: (probe) => send(host?.request('inspectAgain', { probe })),
    profile: () => send(host?.request('profile', null)),
    cancel: () => send(host?.request('cancel', null)),
    cutShortcut: (skip) => send(host?.request('cutShortcut', { skip })),
    tryAllSkips: () => send(host?.request('tryAllSkips', null)),
    applyFix: () => send(host?.request('applyFix', null)),
  };
}

/** Shows the model of a state, which may be another than before. */
function take({ origin, status, report, before }: PanelState, store: PanelStore): void {
  store.dispatch({ type: 'opened', origin });
  store.dispatch({ type: 'statusChanged', status });
  if (report) store.dispatch({ type: 'reportArrived', report, before });
}

/** Dispatches the host's events to the store; a payload that does not fit the contract is dropped. */
function listen(host: Host, store: PanelStore, show: (layer: LayerId) => void): void {
  host.on('model', (state) => {
    if (isPanelState(state)) take(state, store);
  });
  host.on('report', (report) => {
    if (isReport(report)) store.dispatch({ type: 'reportArrived', report });
  });
  host.on('status', (status) => {
    if (isPanelStatus(status)) store.dispatch({ type: 'statusChanged', status });
  });
  host.on('run', (run) => {
    if (run === null || isWatchedRun(run))
      store.dispatch({ type: 'runRead', run: run ?? undefined });
  });
  host.on('cursor', (layers) => {
    if (isLayerIds(layers)) store.dispatch({ type: 'cursorMoved', layers });
  });
  host.on('showLayer', (wanted) => {
    if (isOfLayer(wanted)) show(wanted.layer);
  });
}

/** Shows the report in the page, or the one that its host has and those it announces from then on. */
export async function connect(
  { host, report, before }: Surroundings,
  store: PanelStore,
  show: (layer: LayerId) => void,
): Promise<void> {
  if (report) store.dispatch({ type: 'reportArrived', report, before });
  if (!host) return;
  listen(host, store, show);
  const state = await host.request('ready', null);
  take(state, store);
  if (state.layer) show(state.layer);
}
