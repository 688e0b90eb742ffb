import type { Gate } from '../../shared/report/report';
import type { Flow } from '../flow/flow';
import { NONE } from '../flow/flow';
import type { Bounded } from '../flow/gating';
import { carriedSlots } from '../flow/gating';
import { at } from '../flow/lookup';
import type { Bypasses } from './bypasses';
import { walkBack } from './shortcuts';

/**
 * Multiplications of a tensor by a bounded, learned function of the same tensor: squeeze-excite, CBAM,
 * attention gates. Those that carry a gated skip are left out; x · sigmoid(x) learns nothing and is none.
 */
export function findGates(
  flow: Flow,
  bounded: Bounded,
  bypasses: Bypasses,
  carrying: ReadonlySet<number>,
): Gate[] {
  return flow.nodes.flatMap((node, index) => {
    if (carrying.has(index)) return [];
    const carried = carriedSlots(node, bounded);
    if (carried.length === 0) return [];
    const entries = node.inputs.flatMap((producer, slot) =>
      producer === NONE ? [] : [{ producer, reader: index, slot }],
    );
    const findBypass = bypasses.of(entries);
    for (const [entry, { producer, slot }] of entries.entries()) {
      if (!carried.includes(slot)) continue;
      const bypass = (fork: number) => findBypass(entry, fork);
      const from = walkBack({ flow, bounded, bypass, maximumCost: 0 }, producer);
      if (from && from.bypass.span >= 1) {
        return [{ layer: node.layer.id, from: at(flow.nodes, from.fork).layer.id }];
      }
    }
    return [];
  });
}
