import type { SourceFault } from '../../../../shared/model/sourceFault';
import type { Recording } from '../../../../shared/protocol/python/recording';
import type { LayersByNode } from './modelOutputs';
import { broadcastFaults } from './broadcastFaults';
import { inPlaceFaults } from './inPlaceFaults';
import { flagFaults, unregisteredFaults } from './weightFaults';

/** Faults of the source that a recording shows and its network does not. */
export const sourceFaults = (recording: Recording, layers: LayersByNode): SourceFault[] => [
  ...inPlaceFaults(recording, layers),
  ...unregisteredFaults(recording, layers),
  ...flagFaults(recording, layers),
  ...broadcastFaults(recording, layers),
];
