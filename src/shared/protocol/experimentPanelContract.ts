import * as v from 'valibot';
import {
  experimentNames,
  type ExperimentCell,
  type ExperimentDraft,
  type ExperimentName,
  type ExperimentResult,
} from '../experiment/experiment';
import type { ExperimentOffer } from '../experiment/offer';
import { modelKey, type ModelKey } from '../model/modelKey';
import { experimentSettings, type ExperimentSettings } from './experimentRequest';
import type { Cell } from './job';

/** A result, and the command that gives it in a terminal. */
export interface ShownExperiment {
  readonly result: ExperimentResult;
  readonly command: string;
}

/** A result of an earlier run. */
export interface KeptExperiment {
  readonly id: string;
  readonly experiment: ExperimentName;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly command: string;
  /** The source changed since. */
  readonly stale: boolean;
}

/** The run in progress. */
export interface RunningExperiment {
  readonly draft: ExperimentDraft;
  readonly cells: readonly Cell<ExperimentCell>[];
}

/** The initial state of an experiments panel. */
export interface ExperimentPanelState {
  /** The page saves this; the host restores the panel from it. */
  readonly site: ModelKey;
  readonly title: string;
  /** Engine processes that a run may take. */
  readonly processes: number;
  readonly offers: readonly ExperimentOffer[];
  readonly kept: readonly KeptExperiment[];
  readonly running?: RunningExperiment;
  readonly shown?: ShownExperiment;
  /** The experiment to choose, where one was asked for. */
  readonly wanted?: ExperimentName;
}

export interface RunProgress {
  readonly done: number;
  readonly total: number;
  readonly secondsLeft?: number;
}

/** The end of a run: its result, or a sentence about what went wrong. */
export interface RunEnd {
  readonly shown?: ShownExperiment;
  readonly failure?: string;
  /** Stopped before its last cell; the same settings go on from there. */
  readonly stopped: boolean;
}

export const experimentFormats = ['svg', 'png', 'csv', 'json', 'html'] as const;
export type ExperimentFormat = (typeof experimentFormats)[number];

/** A file to save: a picture from the page, or no content where the host writes it from the result. */
export interface SaveExperiment {
  readonly format: ExperimentFormat;
  readonly content: string;
}

/** A run as the page asks for it. */
export interface RunAsk {
  readonly settings: ExperimentSettings;
  /** The digits that are shipped, in place of the probe's data. */
  readonly digits: boolean;
}

/** Webview → host: intentions. Host → webview: the state of the run, cell by cell. */
export interface ExperimentPanelContract {
  requests: {
    ready: { takes: null; gives: ExperimentPanelState };
    /** Starts a run; its end comes as an event. */
    run: { takes: RunAsk; gives: null };
    /** Ends the run; what was computed is kept. */
    stop: { takes: null; gives: null };
    /** Shows a kept result: exports are of it from then on. */
    open: { takes: { readonly id: string }; gives: ShownExperiment | null };
    /** Reads a kept result to compare the shown one with. */
    peek: { takes: { readonly id: string }; gives: ShownExperiment | null };
    remove: { takes: { readonly id: string }; gives: null };
    /** Selects a layer in the graph, and its line. */
    select: { takes: { readonly layer: string }; gives: null };
    copy: { takes: { readonly text: string }; gives: null };
    save: { takes: SaveExperiment; gives: null };
  };
  events: {
    offers: readonly ExperimentOffer[];
    began: ExperimentDraft;
    cell: Cell<ExperimentCell>;
    progress: RunProgress;
    ended: RunEnd;
    kept: readonly KeptExperiment[];
    /** An experiment was asked for elsewhere. */
    wanted: { readonly experiment: ExperimentName };
  };
}

const isBase64 = (text: string): boolean =>
  text.length % 4 === 0 && !/[^A-Za-z\d+/=]|=(?!=?$)/.test(text);
const picture = v.pipe(
  v.string(),
  v.check((text) => text.startsWith('<svg')),
);
const saved = v.variant('format', [
  v.object({ format: v.literal('svg'), content: picture }),
  v.object({ format: v.literal('png'), content: v.pipe(v.string(), v.check(isBase64)) }),
  v.object({ format: v.picklist(['csv', 'json', 'html']), content: v.literal('') }),
]);
export const isSaveExperiment = (payload: unknown): payload is SaveExperiment =>
  v.is(saved, payload);

export const isRunAsk = (payload: unknown): payload is RunAsk =>
  v.is(v.object({ settings: experimentSettings, digits: v.boolean() }), payload);
export const isOfId = (payload: unknown): payload is { id: string } =>
  v.is(v.object({ id: v.string() }), payload);
export const isOfText = (payload: unknown): payload is { text: string } =>
  v.is(v.object({ text: v.string() }), payload);
export const isOfLayerId = (payload: unknown): payload is { layer: string } =>
  v.is(v.object({ layer: v.string() }), payload);
export const isExperimentName = (value: unknown): value is ExperimentName =>
  v.is(v.picklist(experimentNames), value);

/** The model of a page's saved state; `undefined` if there is no valid one. */
export function readExperimentSite(saved: unknown): ModelKey | undefined {
  const read = v.safeParse(v.object({ site: modelKey }), saved);
  return read.success ? read.output.site : undefined;
}
