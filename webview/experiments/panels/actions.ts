import type { ExperimentName } from '../../../src/shared/experiment/experiment';
import type { ExperimentFormat } from '../../../src/shared/protocol/experimentPanelContract';
import type { Parameters } from '../state/parameters';

/** The intentions of the user; those that need a host do nothing in a saved file. */
export interface PageActions {
  readonly hasHost: boolean;
  choose(experiment: ExperimentName): void;
  set(parameters: Parameters): void;
  run(): void;
  stop(): void;
  copy(text: string): void;
  open(id: string): void;
  compare(id: string | undefined): void;
  remove(id: string): void;
  select(layer: string): void;
  exportAs(format: ExperimentFormat): Promise<void>;
}
