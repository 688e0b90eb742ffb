import type { LayerId } from '../network/network';
import type { FindingBase, Layers, Seeds } from './findingBase';

/**
 * The output does not fit the loss. `one-unit`: its only unit or class is 1 for every input; `softmax-twice`,
 * `sigmoid-twice`: the loss, or a layer, applies the curve again; `squashed-scores`: another curve lies before
 * the softmax; `no-class-probabilities`, `no-unit-probabilities`: the loss takes probabilities and gets
 * other values; `independent-units`: it takes those of classes that exclude each other and gets sigmoids;
 * `no-logarithms`: it takes logarithms; `unreachable`: your targets lie where its activation never comes;
 * `several-classes`: your targets name several classes at once, and it gives shares that sum to 1; `broadcast`: it
 * compares each prediction with every target.
 */
export interface OutputLossMismatch extends FindingBase {
  readonly code: 'output-loss-mismatch';
  readonly variant:
    | 'one-unit'
    | 'softmax-twice'
    | 'sigmoid-twice'
    | 'squashed-scores'
    | 'no-class-probabilities'
    | 'no-unit-probabilities'
    | 'independent-units'
    | 'no-logarithms'
    | 'unreachable'
    | 'several-classes'
    | 'broadcast';
  readonly evidence: Layers & {
    /** The loss of the output; absent if the layers alone do not fit. */
    readonly loss?: string;
    /** Units of the output. Absent if it is not known. */
    readonly units?: number;
    /** The value that the loss of a sample cannot fall below. */
    readonly floor?: number;
    /** The smallest and the largest of your targets, of `unreachable`. */
    readonly targets?: readonly number[];
    /** The largest sum of the targets of one sample, of `several-classes`. */
    readonly sum?: number;
  };
}

/**
 * Two weighted layers with nothing non-linear between; `low-rank` where fewer values pass between them than go
 * in and come out.
 */
export interface MissingNonlinearity extends FindingBase {
  readonly code: 'missing-nonlinearity';
  readonly variant: 'one-map' | 'low-rank';
  /** `layers` are the first of each pair. */
  readonly evidence: Layers & {
    /** The second of the first pair. */
    readonly next: LayerId;
  };
}

/** All units of a kernel start with the same weights; `stay`: they have them after the last step, too. */
export interface SymmetricWeights extends FindingBase {
  readonly code: 'symmetric-weights';
  readonly variant: 'start' | 'stay';
  readonly evidence: Layers & {
    /** Mean of the kernel at the start. */
    readonly value: number;
  };
}

/** The scale of the user's data is not the one that initial weights and losses are made for. */
export interface InputScale extends FindingBase {
  readonly code: 'input-scale';
  /** `column`: one column of a table has values of hundreds; `targets`, `labels`: of the targets, which lie far from 1 or were divided as the inputs are. */
  readonly variant: 'bytes' | 'spread' | 'column' | 'offset' | 'not-finite' | 'targets' | 'labels';
  readonly evidence: Layers & {
    /** Smallest finite value. */
    readonly min: number;
    /** Largest finite value. */
    readonly max: number;
    /** Mean of the finite values. */
    readonly mean: number;
    /** Standard deviation of the finite values. */
    readonly std: number;
    /** The position of the column that mean and standard deviation are of, from 0; of `column` only. */
    readonly column?: number;
    /** Number of NaN and infinite values. */
    readonly nonFinite: number;
  };
}

/** The first loss is far above that of a network that knows nothing. */
export interface InitialLoss extends FindingBase {
  readonly code: 'initial-loss';
  readonly evidence: Layers & {
    /** Of the first step, without penalties; the median over the seeds. */
    readonly loss: number;
    /** Of equal probabilities, or of the mean of the targets. */
    readonly chance: number;
  };
}

/**
 * Weights that training never changes: all of the network (`all-frozen`), random ones before those that learn, those
 * of layers that another holds without registering them, of a layer that was applied and is read by nothing, or of a
 * network with a layer that the framework refuses to train. In PyTorch: `in-list`, a plain list or dict holds the
 * modules; `made-anew`, `forward` makes them at every call; `unread-flag`, `requires_grad = False` stands on a module,
 * which trains all the same.
 */
export interface NeverTrained extends FindingBase {
  readonly code: 'never-trained';
  readonly variant:
    | 'all-frozen'
    | 'frozen-at-random'
    | 'unregistered'
    | 'unused'
    | 'refused'
    | 'in-list'
    | 'made-anew'
    | 'unread-flag';
  readonly evidence: Layers & {
    /** Number of entries of these weights; 0 for `unused`, which lies beside the network. */
    readonly parameters: number;
    /** The name of the unused layer, which reads `layer`. */
    readonly unused?: string;
    /** The framework with its version, and what it says of the refused layer. */
    readonly refusal?: { readonly by: string; readonly reason: string };
  };
}

/** A sum adds a tensor that one of its summands holds already. */
export interface DoubledShortcut extends FindingBase {
  readonly code: 'doubled-shortcut';
  readonly evidence: Layers & {
    /** Number of such sums. */
    readonly merges: number;
    /** Spread of the last such sum ÷ that of what the first adds, in the first step. Absent without a probe. */
    readonly growth?: number;
  };
}

/** The body of an additive skip ends in a rectifier. */
export interface OneSidedBody extends FindingBase {
  readonly code: 'one-sided-body';
  readonly evidence: Layers & {
    /** Number of such bodies. */
    readonly bodies: number;
  };
}

/** A gate is shut, or wide open, for nearly all units in the first step. */
export interface SaturatedGate extends FindingBase {
  readonly code: 'saturated-gate';
  readonly variant: 'shut' | 'open';
  readonly evidence: Layers & {
    /** Mean of the gate, 0 to 1, over units, samples and seeds. */
    readonly open: number;
  };
}

/** The gradient grows from each call of one layer to the call before it; `within`: from step to step inside of it. */
export interface RecurrentGrowth extends FindingBase {
  readonly code: 'recurrent-growth';
  readonly variant?: 'within';
  readonly evidence: Layers &
    Seeds & {
      /** Of the norm of the gradient, for each call. */
      readonly factor: number;
      /** Length of the sequence of calls, or steps. */
      readonly calls: number;
    };
}

/**
 * The output of one sample depends on other samples of the batch; the first layer that mixes them. `asSteps`: it reads
 * them as the steps of one sequence.
 */
export interface MixedSamples extends FindingBase {
  readonly code: 'mixed-samples';
  readonly variant?: 'asSteps';
  readonly evidence: Layers;
}

/** An operation in place changes what the backward pass of another layer needs (PyTorch). */
export interface InplaceBreaksBackward extends FindingBase {
  readonly code: 'inplace-breaks-backward';
  readonly evidence: Layers & {
    /** The layer whose backward pass needs it. */
    readonly other: LayerId;
  };
}

/** The body of a skip begins in place, so that the shortcut carries what the body made of its input (PyTorch). */
export interface InplaceChangesShortcut extends FindingBase {
  readonly code: 'inplace-changes-shortcut';
  readonly evidence: Layers & {
    /** The merge that the shortcut leads to. */
    readonly other: LayerId;
  };
}

/** Trained on one batch, the loss stays near that of a prediction that is the same for every sample. */
export interface DoesNotFitOneBatch extends FindingBase {
  readonly code: 'does-not-fit-one-batch';
  readonly evidence: Layers & {
    /** Number of training steps on the batch. */
    readonly steps: number;
    /** The first loss. */
    readonly start: number;
    /** The lowest loss; absent if the last one was not finite. */
    readonly lowest?: number;
    /** Of the best prediction that is the same for every sample. */
    readonly constant: number;
  };
}

/**
 * The output of a normalisation in evaluation is far from that in training. `kept`: its statistics are of other
 * data; `dropout`: a dropout before it changes the spread in training alone.
 */
export interface TrainEvalGap extends FindingBase {
  readonly code: 'train-eval-gap';
  readonly variant: 'kept' | 'dropout';
  readonly evidence: Layers & {
    /** Mean of the output in training. */
    readonly mean: number;
    /** Standard deviation of the output in training. */
    readonly std: number;
    /** Mean of the output in evaluation. */
    readonly evaluationMean: number;
    /** Standard deviation of the output in evaluation. */
    readonly evaluationStd: number;
  };
}

/** Findings that name the cause of a fault instead of its trace in the gradients. */
export type CauseFinding =
  | OutputLossMismatch
  | MissingNonlinearity
  | SymmetricWeights
  | InputScale
  | InitialLoss
  | NeverTrained
  | DoubledShortcut
  | OneSidedBody
  | SaturatedGate
  | RecurrentGrowth
  | MixedSamples
  | InplaceBreaksBackward
  | InplaceChangesShortcut
  | DoesNotFitOneBatch
  | TrainEvalGap;
