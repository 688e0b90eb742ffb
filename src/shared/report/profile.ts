import type { BytesByType, LayerId } from '../network/network';

/** The middle of a quantity over the measured steps, and its quartiles: half of the steps lie between them. */
export interface Quartiles {
  /** A quarter of the steps lie below it. */
  readonly lower: number;
  /** Half of the steps lie below it. */
  readonly median: number;
  /** Three quarters of the steps lie below it. */
  readonly upper: number;
}

/** The three phases of a training step. */
export type Phase = 'forward' | 'backward' | 'update';
export type ByPhase<Each> = { readonly [Name in Phase]: Each };

/** The two passes that a layer takes part in. */
export interface ByPass {
  /** In the forward pass. */
  readonly forward: number;
  /** In the backward pass. */
  readonly backward: number;
}

/** Milliseconds of one layer's application in a step at the profile's batch; the taps' own cost is taken out. */
export interface LayerTime extends ByPhase<Quartiles> {
  /** Forward, backward and update together, each step by itself. */
  readonly total: Quartiles;
  /** The median of the total ÷ that of a step without taps in the same run. */
  readonly share: number;
}

/** The place of a layer under the device's roof (Williams, Waterman and Patterson 2009). */
export interface LayerRoofline {
  /** Multiply-accumulates per byte that is read or written, forward and backward. */
  readonly intensity: number;
  /** The limit of the layer if it ran at the roof: its arithmetic, or its traffic. */
  readonly bound: 'compute' | 'memory';
  /** Milliseconds at the roof ÷ milliseconds measured. Absent if no time was measured. */
  readonly attained?: number;
}

/** Counts of one layer's application, whole batches. A count that depends on an unknown extent is absent. */
export interface LayerCounts {
  /** Multiply-accumulate operations (MACs): convolutions, products with weights, products of tensors. */
  readonly macs?: ByPass;
  /**
   * Floating-point operations: 2 for each MAC, and those of normalisations, activations, pooling, merges and
   * other element-wise operations.
   */
  readonly flops?: ByPass;
  /** Entries of weights, buffers excluded. */
  readonly parameters: {
    /** Number of entries that training changes. */
    readonly trainable: number;
    /** Number of entries that training leaves as they are. */
    readonly frozen: number;
  };
  /** Number of entries of buffers: moving statistics. */
  readonly buffers: number;
  /** Bytes of parameters and buffers as the model holds them, by the type of their numbers; empty if it has none. */
  readonly weightBytes: BytesByType;
  /** Bytes of the outputs. */
  readonly activationBytes?: number;
  /** Bytes that the layer's backward pass keeps and that nothing kept before it. */
  readonly keptBytes?: number;
  /** Bytes that the layer reads and writes: inputs, weights and outputs, each once per pass. */
  readonly trafficBytes?: ByPass;
}

/** The cost of one application of a layer in a training step. */
export interface LayerCost {
  readonly layer: LayerId;
  readonly counts: LayerCounts;
  /** Absent if the device gives no time of a single layer; `notMeasured` then says why. */
  readonly time?: LayerTime;
  /** Absent if an extent is unknown, or the roof was not measured. */
  readonly roofline?: LayerRoofline;
}

/** Milliseconds of whole training steps at the profile's batch. */
export interface StepTime {
  /** Number of steps before the first one that counts. */
  readonly warmup: number;
  /** Number of measured steps with taps, and of those without, which take turns. */
  readonly steps: number;
  /** Without taps: the reference of every share. */
  readonly untapped: Quartiles;
  /** With taps. Absent if the device gives no time of a single layer. */
  readonly tapped?: Quartiles;
  /** Milliseconds of a step that the taps themselves take, which are taken out of the layers' times. */
  readonly tapCost?: number;
  /** Absent as `tapped` is. */
  readonly phases?: ByPhase<Quartiles>;
  /** The loss itself, forward and backward together, which belongs to no layer. Absent as `tapped` is. */
  readonly loss?: Quartiles;
  /** All layers and the loss ÷ a step without taps: 1 where nothing is missing. Absent as `tapped` is. */
  readonly covered?: number;
}

/** Bytes by what they are for. */
export interface MemoryParts {
  /** Bytes of parameters and buffers. */
  readonly weights: number;
  /** Bytes of ∂L/∂W of every trained parameter. */
  readonly gradients: number;
  /** Bytes that the optimizer in use keeps from step to step. */
  readonly optimizer: number;
  /** Bytes of the batch's inputs. */
  readonly batch: number;
  /** Bytes of tensors that are kept for the backward pass. */
  readonly activations: number;
  /** Bytes of gradients on their way back, and of tensors that live only while a layer runs. */
  readonly workspace: number;
}
export type MemoryPart = keyof MemoryParts;

/** In the order in which they are shown. */
export const memoryParts = [
  'weights',
  'gradients',
  'optimizer',
  'batch',
  'activations',
  'workspace',
] as const satisfies readonly MemoryPart[];

/** Bytes alive after one layer ran forward or backward, or after the update. */
export interface MemoryPoint {
  readonly phase: Phase;
  /** Absent for the update. */
  readonly layer?: LayerId;
  /** Bytes alive. */
  readonly bytes: number;
}

/** A layer whose tensors are alive at the peak. */
export interface PeakOwner {
  readonly layer: LayerId;
  /** Bytes of its tensors and of the gradients that it made. */
  readonly bytes: number;
  /** Only shortcuts still wait for them. */
  readonly heldBySkip?: true;
}

/** A peak that was measured in a real step. */
export interface MeasuredPeak {
  /** Most bytes at once. */
  readonly bytes: number;
  /** `tensors`: data of tensors alive, counted at each allocation; `allocator`: what the framework's own gave out. */
  readonly by: 'tensors' | 'allocator';
  /** Bytes of the heap that the backend computes in, which never shrinks. Absent if it has none of its own. */
  readonly heapBytes?: number;
}

/** Bytes of one training step at the profile's batch, estimated from shapes. */
export interface TrainingMemory {
  /** At the peak, by kind. */
  readonly parts: MemoryParts;
  /** The largest number of bytes alive at once: the sum of the parts. */
  readonly peak: number;
  /** The peak's position in the curve. */
  readonly peakAt: number;
  /** In the order of the step: forward, backward, update. */
  readonly curve: readonly MemoryPoint[];
  /** The layers whose tensors make the peak, the largest first; all of them. */
  readonly owners: readonly PeakOwner[];
  /** Share of the peak that only shortcuts still wait for, 0 to 1. */
  readonly heldBySkips: number;
  /** Absent if the backend does not tell; `notMeasured` then says why. */
  readonly measured?: MeasuredPeak;
}

/** The most that the device does, measured once: a product of matrices, and a copy. */
export interface Roof {
  /** MACs in one second. */
  readonly macsPerSecond: number;
  /** Bytes in one second, read and written together. */
  readonly bytesPerSecond: number;
  /** MACs per byte at which the two end together. */
  readonly ridge: number;
}

/** Training steps of one batch size. */
export interface BatchPoint {
  /** Number of samples. */
  readonly batchSize: number;
  /** Milliseconds of a step without taps. */
  readonly step: Quartiles;
  /** Number of samples that training takes in one second. */
  readonly samplesPerSecond: number;
  /** The measured peak. Absent if it was not measured. */
  readonly peakBytes?: number;
}

/** A straight line over the batch size. */
export interface Line {
  /** At a batch of no samples. */
  readonly fixed: number;
  /** For each sample more. */
  readonly perSample: number;
}

/** The growth of a step with the batch: lines through the measured batch sizes. */
export interface BatchFit {
  /** Two or more, the smallest first. */
  readonly points: readonly BatchPoint[];
  /** Milliseconds of a step. */
  readonly time: Line;
  /** Bytes at the peak: through the measured peaks where there are two, else through the estimates. */
  readonly memory?: Line & { readonly from: 'measured' | 'estimate' };
  /** The batch from which on more than half of a step's time grows with the batch. */
  readonly growsFrom: number;
}

/** Time and memory of a training step: where they go, layer by layer. */
export interface Profile {
  /** Number of samples of a step. */
  readonly batchSize: number;
  readonly optimizer: string;
  readonly loss: string;
  /**
   * The subject of the clock: the model in its own framework, or the operations of TensorFlow.js that a network of
   * another framework was lowered to.
   */
  readonly timed: 'own' | 'lowered';
  /** Sums over all layers, weights of shared ones once. A sum over an absent count is absent. */
  readonly totals: LayerCounts;
  /** In the network's order, one for each application of a layer. */
  readonly layers: readonly LayerCost[];
  /** Absent if the model cannot be trained; `notMeasured` then says why. */
  readonly step?: StepTime;
  /** Absent if an extent is unknown. */
  readonly memory?: TrainingMemory;
  readonly roof?: Roof;
  /** Absent if a single batch size was measured. */
  readonly batches?: BatchFit;
  /** Seconds of the whole profile, from the opened model on. */
  readonly seconds: number;
}
