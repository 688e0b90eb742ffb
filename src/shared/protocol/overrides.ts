import type { Json } from '../base/json';
import type { Budget } from '../report/budget';
import type { OwnThresholds } from '../report/thresholds';
import type { DataPlace } from './inspectRequest';

/** The overrides of one definition. */
export interface SiteOverrides {
  readonly arguments: Readonly<Record<string, Json>>;
  readonly inputShape?: readonly number[];
  /** Paths as they are written: relative to the workspace. */
  readonly data?: Omit<DataPlace, 'at'>;
  /** The most that it may cost, which `check` holds it to. */
  readonly budget?: Budget;
}

/** The overrides of a workspace. */
export interface Overrides {
  /** By `FILE#NAME`, files relative to the workspace with forward slashes. */
  readonly sites: Readonly<Record<string, SiteOverrides>>;
  /** Limits of findings, for all definitions. */
  readonly thresholds: OwnThresholds;
}
