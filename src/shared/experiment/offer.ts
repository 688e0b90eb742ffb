import type { Message } from '../base/message';
import type { Estimate, ExperimentName, ExperimentOptions } from './experiment';

/** The cost of an experiment on one network, on this machine. */
export interface OfferedCost {
  /** The experiment's own settings for this network. */
  readonly options: ExperimentOptions;
  /** The networks that are compared by their ids, and those of them that are not about a single skip. */
  readonly arms: readonly string[];
  readonly mainArms: readonly string[];
  readonly estimate: Estimate;
}

/** An experiment as a network allows it. Neither cost nor refusal: its cost is not measured yet. */
export interface ExperimentOffer {
  readonly experiment: ExperimentName;
  readonly cost?: OfferedCost;
  /** The reason that it makes no sense for the network. */
  readonly refusal?: Message;
}
