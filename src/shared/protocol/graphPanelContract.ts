import * as v from 'valibot';
import { modelKey, type ModelKey } from '../model/modelKey';
import { layerId, type LayerId } from '../network/network';
import { isReport } from '../report/guard';
import type { Report } from '../report/report';
import type { Progress } from './inspectRequest';
import type { WatchedRun } from './watchedRun';

/** The status that the panel shows beside the graph: a run in progress, a failure, an outdated graph. */
export interface PanelStatus {
  /** Name of the model in hand, for the empty and the waiting state. */
  readonly title: string;
  /** Set while a run is in progress. */
  readonly progress?: Progress;
  /** Set when the last run failed: one sentence, from `explainFailure`. */
  readonly failure?: string;
  /** The source changed after the report was made. */
  readonly outOfDate: boolean;
  /** The edit that solves what the verdict speaks of, in a few words; absent if none is certain. */
  readonly fix?: string;
  /** The edit that was applied before the report was made. */
  readonly applied?: string;
  /** The worth of skips by an experiment, a line each; absent if there was none. */
  readonly worths?: readonly { readonly skip: string; readonly text: string }[];
}

/**
 * A panel's origin: a model or a kept pair of reports. Its page saves this; the host restores the panel from
 * it.
 */
export interface PanelOrigin {
  readonly site?: ModelKey;
  /** The pair's id, a UUID. */
  readonly comparison?: string;
}

/** The initial state of a panel. */
export interface PanelState {
  readonly origin?: PanelOrigin;
  readonly report?: Report;
  /** An older report to lay under `report`: the panel then compares the two. */
  readonly before?: Report;
  readonly status: PanelStatus;
  /** The layer to look at first. */
  readonly layer?: LayerId;
}

/** The file formats of a saved picture or report. */
export const exportFormats = ['svg', 'png', 'json', 'html'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** The file formats of a saved table. */
export const tableFormats = ['csv', 'md'] as const;
export type TableFormat = (typeof tableFormats)[number];

/** A file to save: the text of an SVG or of a table, a PNG in base64, or no content if the host writes the report. */
export interface ExportRequest {
  readonly format: ExportFormat | TableFormat;
  readonly content: string;
}

/** Webview → host: intentions only. Host → webview: whole reports and states, and which layer to look at. */
export interface GraphPanelContract {
  requests: {
    ready: { takes: null; gives: PanelState };
    revealSource: { takes: { readonly layer: LayerId }; gives: null };
    /** Opens the line that made a layer together with the calls that led there. */
    showCalls: { takes: { readonly layer: LayerId }; gives: null };
    /** Asks the user where to save; resolves when the file is saved or the user cancels. */
    save: { takes: ExportRequest; gives: null };
    /** Probes the model without a shortcut, and compares that with the whole model's probe. */
    cutShortcut: { takes: { readonly skip: string }; gives: null };
    /** Measures all skips in the panel of experiments. */
    tryAllSkips: { takes: null; gives: null };
    /** Applies the fix of the status, and builds the model again. */
    applyFix: { takes: null; gives: null };
    /** Measures time and memory of a training step. */
    profile: { takes: null; gives: null };
    inspectAgain: { takes: { readonly probe: boolean }; gives: null };
    cancel: { takes: null; gives: null };
  };
  events: {
    /** Another model takes the place of the one that is shown. */
    model: PanelState;
    report: Report;
    status: PanelStatus;
    /** The training that is followed; `null` where none is of this network. */
    run: WatchedRun | null;
    /** The layers that the line of the text cursor makes. */
    cursor: readonly LayerId[];
    /** Selects a layer and brings it into view. */
    showLayer: { readonly layer: LayerId };
  };
}

const panelOrigin = v.union([
  v.object({ site: modelKey }),
  v.object({ comparison: v.pipe(v.string(), v.uuid()) }),
]);

/** The origin in a page's saved state; `undefined` if there is no valid one. */
export function readOrigin(saved: unknown): PanelOrigin | undefined {
  const read = v.safeParse(panelOrigin, saved);
  return read.success ? read.output : undefined;
}

const ofLayer = v.object({ layer: v.pipe(v.string(), v.transform(layerId)) });
export const isOfLayer = (payload: unknown): payload is { layer: LayerId } =>
  v.is(ofLayer, payload);
export const isOfSkip = (payload: unknown): payload is { skip: string } =>
  v.is(v.object({ skip: v.string() }), payload);
export const isInspectAgain = (payload: unknown): payload is { probe: boolean } =>
  v.is(v.object({ probe: v.boolean() }), payload);

/** Linear on pictures of any size: valibot's own pattern overflows the stack on 10 MB. */
const isBase64 = (text: string): boolean =>
  text.length % 4 === 0 && !/[^A-Za-z\d+/=]|=(?!=?$)/.test(text);

const exportRequest = v.variant('format', [
  v.object({
    format: v.literal('svg'),
    content: v.pipe(
      v.string(),
      v.check((text) => text.startsWith('<svg') || text.startsWith('<?xml')),
    ),
  }),
  v.object({ format: v.literal('png'), content: v.pipe(v.string(), v.check(isBase64)) }),
  v.object({ format: v.picklist(['json', 'html']), content: v.literal('') }),
  v.object({ format: v.picklist(tableFormats), content: v.string() }),
]);
export const isExportRequest = (payload: unknown): payload is ExportRequest =>
  v.is(exportRequest, payload);

const panelStatus = v.object({
  title: v.string(),
  progress: v.optional(
    v.object({ stage: v.string(), done: v.optional(v.number()), total: v.optional(v.number()) }),
  ),
  failure: v.optional(v.string()),
  outOfDate: v.boolean(),
  fix: v.optional(v.string()),
  applied: v.optional(v.string()),
  worths: v.optional(v.array(v.object({ skip: v.string(), text: v.string() }))),
});
const panelState = v.object({
  origin: v.optional(panelOrigin),
  report: v.optional(v.custom<Report>(isReport)),
  status: panelStatus,
});
export const isPanelState = (payload: unknown): payload is PanelState => v.is(panelState, payload);

export const isPanelStatus = (payload: unknown): payload is PanelStatus =>
  v.is(panelStatus, payload);

export const isLayerIds = (payload: unknown): payload is readonly LayerId[] =>
  v.is(v.array(v.string()), payload);
