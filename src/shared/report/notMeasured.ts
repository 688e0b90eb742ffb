import type { Message } from '../base/message';
import type { GroupId, LayerId } from '../network/network';

/** The quantities that a report may lack. */
export const quantities = [
  /** Every number of the probe. */
  'probe',
  /** ∂L/∂W of one weight. */
  'gradient',
  /** ∂L/∂output of a layer. */
  'activationGradient',
  /** RMS ∂L/∂input ÷ RMS ∂L/∂output of a layer. */
  'gain',
  /** ∂L/∂x of a connection that the probe trained without. */
  'shortcutGradient',
  /** The division of the gradient at the fork of a skip. */
  'fork',
  /** The extents of an input that the model leaves open. */
  'inputSize',
  /** The probe's batch of the size that was asked for. */
  'askedBatch',
  /** Shapes of layers. */
  'shapes',
  /** Numbers of weights. */
  'parameters',
  /** The weights of a saved model, or those that code loads. */
  'savedWeights',
  /** The network that other draws of its own code give. */
  'otherDraws',
  /** The same recording by the embedded Python as by PyTorch. */
  'embeddedRecording',
  /** Updates as the optimizer's authors published them. */
  'publishedUpdates',
  /** Time of a training step. */
  'stepTime',
  /** Time of single layers. */
  'layerTime',
  /** Memory of a training step. */
  'trainingMemory',
  /** The peak of a real step. */
  'measuredPeak',
  /** The most that the device does. */
  'roof',
  /** Throughput and the largest batch. */
  'batches',
] as const;
export type Quantity = (typeof quantities)[number];

/** A quantity that a report does not contain. An absent number is never shown as 0. */
export interface NotMeasured {
  /** `as-written`: an older report named it by the text in `written`. */
  readonly quantity: Quantity | 'as-written';
  /** The name of the weight, for `gradient`. */
  readonly weight?: string;
  /** The `id` of the skip, for `fork`. */
  readonly skip?: string;
  readonly written?: string;
  readonly layer?: LayerId;
  readonly group?: GroupId;
  readonly reason: Message;
}
