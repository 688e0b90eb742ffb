import { isChannelAxis } from '../../shared/network/axes';
import type { Flow, FlowNode } from '../flow/flow';
import { featureMapOf } from '../flow/featureMap';
import { NONE } from '../flow/flow';
import { at, int } from '../flow/lookup';

/** One tensor that enters a merge, with its slot; slots of folded merges belong to several layers. */
export interface Entry {
  readonly producer: number;
  /** The merge node that reads it, and the position of its input slot there. */
  readonly reader: number;
  readonly slot: number;
}

/** A chain of same-type adds (or same-axis concatenations) seen as one n-ary merge. */
export interface Merge {
  /** The last node of the chain, whose output goes on. */
  readonly node: number;
  readonly how: 'additive' | 'concat';
  readonly entries: readonly Entry[];
}

/**
 * The way in which a node could merge a skip; `undefined` for every other node. Tensors that are joined along
 * another axis than the channels lie beside each other, as a class token before its patches.
 */
export function mergeHow(node: FlowNode): Merge['how'] | undefined {
  const { operation } = node;
  if (operation.type !== 'merge') return undefined;
  if (operation.how === 'concat')
    return isChannelAxis(featureMapOf(node), operation.axis) ? 'concat' : undefined;
  return ['add', 'subtract', 'average'].includes(operation.how) ? 'additive' : undefined;
}

/** All merges that at least two gradient-carrying tensors enter, in topological order. */
export function findMerges(flow: Flow): Merge[] {
  return flow.nodes.flatMap((each, node) => {
    const how = mergeHow(each);
    if (how === undefined || foldsIntoReader(flow, node)) return [];
    const entries = entriesOf(flow, node);
    return entries.length < 2 ? [] : [{ node, how, entries }];
  });
}

/** The inputs of a merge, those of the merges folded into it included, in slot order. */
function entriesOf(flow: Flow, merge: number): Entry[] {
  const entries: Entry[] = [];
  const waiting = slotsOf(flow, merge);
  for (let entry = waiting.pop(); entry; entry = waiting.pop()) {
    if (foldsIntoReader(flow, entry.producer)) waiting.push(...slotsOf(flow, entry.producer));
    else entries.push(entry);
  }
  return entries;
}

/** Reversed: a stack then pops them in slot order. */
function slotsOf(flow: Flow, reader: number): Entry[] {
  const { inputs } = at(flow.nodes, reader);
  return inputs
    .flatMap((producer, slot) => (producer === NONE ? [] : [{ producer, reader, slot }]))
    .reverse();
}

function foldsIntoReader(flow: Flow, node: number): boolean {
  const reader = int(flow.someReader, node);
  if (int(flow.readers, node) !== 1 || reader === NONE) return false;
  return sameMerge(at(flow.nodes, node), at(flow.nodes, reader));
}

function sameMerge({ operation: one }: FlowNode, { operation: other }: FlowNode): boolean {
  if (one.type !== 'merge' || other.type !== 'merge') return false;
  if (one.how === 'concat') return other.how === 'concat' && one.axis === other.axis;
  return one.how === 'add' && other.how === 'add';
}
