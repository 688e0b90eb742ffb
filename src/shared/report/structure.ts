import type { LayerId } from '../network/network';

/** The number of paths of each length: `paths[i]` of length `from + i`, as decimal integers. */
export interface PathLengths {
  /** The shortest length: layers or bodies on a path. */
  readonly from: number;
  readonly paths: readonly string[];
}

/** The paths from the inputs of a network to its outputs. */
export interface PathReport {
  /** Their number, as a decimal integer. */
  readonly count: string;
  /** Number of transforming layers on the shortest path. */
  readonly shortest: number;
  /** Number of transforming layers on the longest path. */
  readonly longest: number;
  /** By transforming layers. Absent if there are too many lengths to count in reasonable time. */
  readonly byLayers?: PathLengths;
  /** By the number of bodies that they go through instead of the shortcut (Veit et al. 2016). Absent as above. */
  readonly byBodies?: PathLengths;
  /** Paths through each layer, as decimal integers. Absent for very large networks. */
  readonly through?: readonly { readonly layer: LayerId; readonly paths: string }[];
}

/** One resolution of a network that goes down and up again. */
export interface UShapeLevel {
  /** 1 at the resolution of the input. */
  readonly level: number;
  /** The last layer on the way down, and the first on the way up. */
  readonly encoder: LayerId;
  readonly decoder: LayerId;
  /** The `id` of the long skip across; absent if the level lacks one. */
  readonly skip?: string;
}

/** Channels around one merge of a dense block. */
export interface DenseGrowth {
  readonly merge: LayerId;
  /** Number of channels that short concatenating skips carry into the merge. */
  readonly channelsBefore: number;
  /** Number of channels that the merge gives. */
  readonly channelsAfter: number;
}

/** Bytes of tensors for one sample, as the framework holds them. */
export interface MemoryReport {
  /** The peak of a forward pass that frees every tensor after its last reader. */
  readonly forwardPeakBytes: number;
  /** All outputs: what training keeps for the backward pass. */
  readonly trainingBytes: number;
  /** Share of the forward peak that only shortcuts still wait for, 0 to 1. */
  readonly heldBySkips: number;
}

/** Facts that follow from the network's structure alone. */
export interface StructureReport {
  readonly paths: PathReport;
  /** From the full resolution down; empty if the network does not go down and up again. */
  readonly uShape: readonly UShapeLevel[];
  readonly denseGrowth: readonly DenseGrowth[];
  /** Absent if an extent is unknown. */
  readonly memory?: MemoryReport;
}
