import type { LayerId, NetworkGraph } from '../../shared/network/network';
import type { Skip } from '../../shared/report/report';
import type { MemoryReport } from '../../shared/report/structure';
import { at } from '../flow/lookup';
import { bytesOf, sumOf } from './tensorSize';

/**
 * Memory of one forward pass in the network's order, in which a tensor lives from its layer to its last reader,
 * and the share of the peak that only shortcuts still wait for. `undefined` if an extent is unknown.
 */
export function describeMemory(
  { layers, outputs }: NetworkGraph,
  skips: readonly Skip[],
): MemoryReport | undefined {
  const bytes = layers.map(bytesOf);
  const trainingBytes = sumOf(bytes);
  if (trainingBytes === undefined) return undefined;
  const positions = new Map(layers.map(({ id }, index) => [id, index]));
  const lastRead = lastReaders({ layers, outputs }, positions);
  const lastBodyRead = lastReaders({ layers, outputs }, positions, shortcutSlots(skips));
  const [ends, bodyEnds] = [endingAt(lastRead), endingAt(lastBodyRead)];
  let [alive, held, peak, heldAtPeak] = [0, 0, 0, 0];
  layers.forEach((_, now) => {
    alive += at(bytes, now) ?? 0;
    if (alive > peak) [peak, heldAtPeak] = [alive, held];
    for (const tensor of at(ends, now)) {
      alive -= at(bytes, tensor) ?? 0;
      if (at(lastBodyRead, tensor) < now) held -= at(bytes, tensor) ?? 0;
    }
    for (const tensor of at(bodyEnds, now)) {
      if (at(lastRead, tensor) > now) held += at(bytes, tensor) ?? 0;
    }
  });
  return {
    forwardPeakBytes: peak,
    trainingBytes,
    heldBySkips: peak > 0 ? heldAtPeak / peak : 0,
  };
}

const shortcutSlots = (skips: readonly Skip[]): ReadonlySet<string> =>
  new Set(skips.map(({ to, slot }) => `${to}:${slot}`));

/** For each layer the last position that reads it; its own if none does, the end for outputs. */
function lastReaders(
  { layers, outputs }: Pick<NetworkGraph, 'layers' | 'outputs'>,
  positions: ReadonlyMap<LayerId, number>,
  without: ReadonlySet<string> = new Set(),
): number[] {
  const last = layers.map((_, index) => index);
  layers.forEach(({ id, inputs }, reader) => {
    inputs.forEach(({ layer }, slot) => {
      const producer = positions.get(layer);
      if (producer !== undefined && !without.has(`${id}:${slot}`)) last[producer] = reader;
    });
  });
  for (const { layer } of outputs) {
    const returned = positions.get(layer);
    if (returned !== undefined) last[returned] = layers.length - 1;
  }
  return last;
}

function endingAt(last: readonly number[]): number[][] {
  const ends: number[][] = last.map(() => []);
  last.forEach((position, tensor) => at(ends, position).push(tensor));
  return ends;
}
