import type { SourcePosition } from '../../../../shared/base/source';
import type { LayerNode } from '../../../../shared/network/network';
import type { SourceFault } from '../../../../shared/model/sourceFault';
import type {
  NodeInput,
  RecordedNode,
  Recording,
  ValueReference,
} from '../../../../shared/protocol/python/recording';
import type { LayersByNode } from './modelOutputs';
import { placeOf } from './positions';

/** Operations whose backward pass reads their output (torch's `derivatives.yaml`: `result`). */
const needsOutput = /^(?:relu|sigmoid|tanh|softmax|log_softmax|exp|expm1|sqrt|rsqrt|reciprocal)$/;
/** Operations whose backward pass reads their first input (`self`, `input`). */
const needsInput =
  /^(?:conv[123]d|conv_transpose[123]d|linear|matmul|bmm|batch_norm|group_norm|layer_norm|instance_norm|gelu|silu|mish|softplus|leaky_relu|elu|selu|hardswish|pow|log|abs|sin|cos|max_pool[123]d)$/;
/** … and that of these only if their weight is trained. */
const weighs = /^(?:conv|linear)/;
const multiplies = /^(?:mul|matmul|bmm)$/;

const key = ([node, output]: ValueReference): string => `${node} ${output}`;

/** A write of a value that other nodes read or made, and every reader of it. */
interface Write {
  readonly at: number;
  readonly node: RecordedNode;
  readonly written: ValueReference;
}

function writesOf({ nodes }: Recording): Write[] {
  return nodes.flatMap((node, at) => {
    const [first] = node.inputs;
    const isWrite = node.inPlace && changesValues(node) && first !== undefined && 'value' in first;
    return isWrite ? [{ at, node, written: first.value }] : [];
  });
}

/** Dropout in evaluation leaves its input alone. */
const changesValues = ({ op, attributes }: RecordedNode): boolean =>
  !op.includes('dropout') || (attributes['training'] !== false && attributes['p'] !== 0);

function readersOf({ nodes }: Recording): Map<string, number[]> {
  const readers = new Map<string, number[]>();
  nodes.forEach(({ inputs }, at) => {
    for (const input of inputs) {
      if ('value' in input)
        readers.set(key(input.value), [...(readers.get(key(input.value)) ?? []), at]);
    }
  });
  return readers;
}

/** For each node whether a gradient flows back through it: inputs carry none in training. */
function carriers({ nodes, parameters }: Recording): boolean[] {
  const carries: boolean[] = [];
  nodes.forEach(({ inputs, noGradient, op }, at) => {
    const isFed = inputs.some((input) => isLearned({ parameters, carries }, input));
    carries[at] = op !== 'input' && !noGradient && isFed;
  });
  return carries;
}

interface Learned extends Pick<Recording, 'parameters'> {
  readonly carries: readonly boolean[];
}

function isLearned({ parameters, carries }: Learned, input: NodeInput): boolean {
  if ('parameter' in input) return parameters[input.parameter]?.trainable === true;
  return 'value' in input && carries[input.value[0]] === true;
}

/** Checks whether the backward pass of a node needs the value at this position among its inputs. */
function keeps(learned: Learned, node: RecordedNode, own: number): boolean {
  const { op, inputs, noGradient, inPlace } = node;
  const value = inputs[own];
  // An operation in place keeps a copy.
  if (noGradient || inPlace || value === undefined) return false;
  const others = inputs.filter((_, slot) => slot !== own);
  if (multiplies.test(op)) return others.some((other) => isLearned(learned, other));
  if (own !== 0 || !needsInput.test(op)) return false;
  const weight = others.find(({ slot }) => slot === 'weight');
  if (weight && weighs.test(op)) return isLearned(learned, weight);
  return isLearned(learned, value);
}

/**
 * The node whose backward pass needs what a write changes, which torch finds by the version of the tensor and all
 * its views: `loss.backward()` raises. A copy (`clone`) is no node of its own, so only the memory tells.
 */
function breaking(
  { recording: { nodes }, learned }: Source,
  { node: { overwrites }, written }: Write,
): number | undefined {
  // Writes through `.data` are not seen by torch.
  if (!overwrites || nodes[written[0]]?.op === 'detach') return undefined;
  const { maker, readers } = overwrites;
  const isKept = maker !== undefined && learned.carries[maker] === true;
  if (isKept && needsOutput.test(nodes[maker]?.op ?? '')) return maker;
  return readers.find(([reader, position]) => {
    const node = nodes[reader];
    return node !== undefined && keeps(learned, node, position);
  })?.[0];
}

interface Source {
  readonly recording: Recording;
  readonly learned: Learned;
}

/** The calls around a node, innermost first. */
function callsAround({ calls, nodes }: Recording, at: number): number[] {
  const around: number[] = [];
  for (let call = nodes[at]?.call ?? null; call !== null; call = calls[call]?.parent ?? null)
    around.push(call);
  return around;
}

const merges = /^(?:add|cat|concat)$/;

/**
 * The merge outside a module that reads a value which the module was given and wrote in place, where the module goes
 * on from the written value itself: its caller passed a shortcut by it, and meant the value before.
 */
function shortcutOf(recording: Recording, { at, written }: Write, readers: readonly number[]) {
  const inside = (call: number, node: number): boolean =>
    callsAround(recording, node).includes(call);
  const body = callsAround(recording, at).find(
    (call) => !inside(call, written[0]) && readers.some((reader) => inside(call, reader)),
  );
  if (body === undefined) return undefined;
  return readers.find((reader) => {
    const op = recording.nodes[reader]?.op ?? '';
    return merges.test(op) && !inside(body, reader);
  });
}

/** Operations in place that change what another needs: the graph is the functional one and does not show it. */
export function inPlaceFaults(recording: Recording, layers: LayersByNode): SourceFault[] {
  const readers = readersOf(recording);
  const learned = { parameters: recording.parameters, carries: carriers(recording) };
  const readersAt = (value: ValueReference): readonly number[] => readers.get(key(value)) ?? [];
  return writesOf(recording).flatMap((write): SourceFault[] => {
    const layer = layers.get(write.at);
    if (!layer) return [];
    const needs = layerOf(breaking({ recording, learned }, write), layers);
    const source = sourceOf(recording, write.at) ?? layer.source;
    const place = { layer: layer.id, parameters: 0, source };
    if (needs) return [{ ...place, fault: 'in-place-before-backward', other: needs.id }];
    const merge = layerOf(shortcutOf(recording, write, readersAt([write.at, 0])), layers);
    return merge ? [{ ...place, fault: 'in-place-on-shortcut', other: merge.id }] : [];
  });
}

const layerOf = (at: number | undefined, layers: LayersByNode): LayerNode | undefined =>
  at === undefined ? undefined : layers.get(at);

/** The place where a module of torch's that writes in place was made, which holds its `inplace=True`. */
function sourceOf(recording: Recording, at: number): SourcePosition[] | undefined {
  const call = recording.calls[recording.nodes[at]?.call ?? -1];
  if (!call?.isLibrary || call.made.length === 0) return undefined;
  return call.made.flatMap((position) => placeOf(recording, position));
}
