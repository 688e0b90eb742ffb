import type { ModuleCall, Recording } from '../../../../shared/protocol/python/recording';

/** The calls of modules, with the visible nodes that ran in each. */
export interface CallTree {
  /** The innermost library module that holds the node alone, or is the only one to give it weights. */
  holderOf(node: number): number | undefined;
  call(index: number): ModuleCall | undefined;
  /** Number of visible nodes in a call and in all calls within. */
  size(call: number): number;
  /** The calls around a node, innermost first. */
  around(node: number): readonly number[];
}

/** `visible`: positions of the nodes that are layers. */
export function callTree({ calls, nodes }: Recording, visible: ReadonlySet<number>): CallTree {
  const around = (node: number): number[] => {
    const list: number[] = [];
    for (let call = nodes[node]?.call ?? null; call !== null; call = calls[call]?.parent ?? null)
      list.push(call);
    return list;
  };
  const own = new Map<number, number[]>();
  const sizes = new Map<number, number>();
  for (const node of visible) {
    const [innermost, ...outer] = around(node);
    if (innermost === undefined) continue;
    own.set(innermost, [...(own.get(innermost) ?? []), node]);
    for (const call of [innermost, ...outer]) sizes.set(call, (sizes.get(call) ?? 0) + 1);
  }
  const size = (call: number): number => sizes.get(call) ?? 0;
  const weighs = (node: number): boolean =>
    nodes[node]?.inputs.some((input) => 'parameter' in input) ?? false;

  const holderOf = (node: number): number | undefined => {
    const [call] = around(node);
    if (call === undefined || !calls[call]?.isLibrary) return undefined;
    const direct = own.get(call) ?? [];
    if (direct.length !== size(call)) return undefined;
    const main = direct.length === 1 ? direct : direct.filter(weighs);
    return main.length === 1 && main[0] === node ? call : undefined;
  };
  return { holderOf, call: (index) => calls[index], size, around };
}
