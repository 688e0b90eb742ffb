import * as v from 'valibot';
import type { ModelSite } from '../../detection/modelSite';

export interface SourceText {
  /** Named in messages only. */
  readonly file: string;
  readonly text: string;
}

/** Host → detection worker. */
export interface DetectionContract {
  requests: { findSites: { takes: SourceText; gives: readonly ModelSite[] } };
  events: Record<string, never>;
}

const sourceText = v.object({ file: v.string(), text: v.string() });
export const isSourceText = (payload: unknown): payload is SourceText => v.is(sourceText, payload);
