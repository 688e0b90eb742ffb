import * as v from 'valibot';
import { layerId, type LayerId } from '../network/network';
import type { Report } from '../report/report';
import type { Progress } from './engineContract';

/** What the panel shows beside the graph: a run in progress, a failure, an outdated graph. */
export interface PanelStatus {
  /** Name of the model in hand, for the empty and the waiting state. */
  readonly title: string;
  /** Set while a run is in progress. */
  readonly progress?: Progress;
  /** Set when the last run failed: one sentence, from `explainFailure`. */
  readonly failure?: string;
  /** The source changed after the report was made. */
  readonly outOfDate: boolean;
}

/** Which model a panel shows; the page keeps it in its saved state so that the host can restore it. */
export interface PanelSite {
  /** The document's URI. */
  readonly document: string;
  readonly name: string;
}

/** What the panel opens with. */
export interface PanelState {
  readonly site?: PanelSite;
  readonly report?: Report;
  readonly status: PanelStatus;
  /** The layer to look at first. */
  readonly layer?: LayerId;
}

/** Webview → host: intentions only. Host → webview: whole reports and states, and which layer to look at. */
export interface GraphPanelContract {
  requests: {
    ready: { takes: null; gives: PanelState };
    revealSource: { takes: { readonly layer: LayerId }; gives: null };
    inspectAgain: { takes: { readonly probe: boolean }; gives: null };
    cancel: { takes: null; gives: null };
  };
  events: { report: Report; status: PanelStatus; showLayer: { readonly layer: LayerId } };
}

/** Recognises the `site` of a saved page state. */
export const isPanelSite = (value: unknown): value is PanelSite =>
  v.is(v.object({ document: v.string(), name: v.string() }), value);

const revealSource = v.object({ layer: v.pipe(v.string(), v.transform(layerId)) });
export const isRevealSource = (payload: unknown): payload is { layer: LayerId } =>
  v.is(revealSource, payload);
export const isInspectAgain = (payload: unknown): payload is { probe: boolean } =>
  v.is(v.object({ probe: v.boolean() }), payload);
