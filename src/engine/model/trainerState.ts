/** The values of one weight. */
export interface WeightValues {
  readonly mean: number;
  readonly variance: number;
  /** Every unit (entry of the axis of its outputs) has the weights of every other; of several units only. */
  readonly unitsEqual: boolean;
}

/** A model as it stands between two steps. */
export interface TrainerState {
  /** By the position of the weight in the description, frozen ones included. */
  readonly weights: ReadonlyMap<number, WeightValues>;
  /** The part of the loss that regularizers add, whatever the data. */
  readonly penalty: number;
}
