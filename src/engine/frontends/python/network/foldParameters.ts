import type {
  InitialValue,
  NodeInput,
  RecordedNode,
  Recording,
} from '../../../../shared/protocol/python/recording';
import type { Constant } from '../../../opGraph/program';

/** Operations that learn or look up: they stay layers, even if only parameters enter them. */
const learning =
  /^(?:input|linear|bilinear|conv.*|deform_conv2d|embedding|embedding_bag|multi_head_attention_forward|lstm.*|gru.*|rnn.*|(?:batch|layer|group|instance|rms)_norm)$/;

/** Operations that take no more than the shape of what they are given. */
const making =
  /^(?:zeros|ones|full|empty|rand|randn|randint|zero|fill|bernoulli|new_.*|normal|uniform)(?:_like)?$/;

export const isFloat = (dtype: string): boolean => /float|half|complex/.test(dtype);

/**
 * The nodes that compute with parameters and constants alone, such as the kernel of a weight norm or a table
 * of positions: each is a constant of those that read it, made of the parameters beneath.
 */
export function foldParameters(recording: Recording): ReadonlyMap<number, Constant> {
  const folded = new Map<number, Constant>();
  const partsOf = (input: NodeInput): readonly Constant[] | undefined => {
    if ('parameter' in input) return [parameterConstant(recording, input.parameter)];
    if ('constant' in input) return [];
    return folded.get(input.value[0])?.parts;
  };
  recording.nodes.forEach((node, index) => {
    if (learning.test(node.op)) return;
    const parts = making.test(node.op) ? [] : node.inputs.map(partsOf);
    const known = parts.filter((each) => each !== undefined);
    if (known.length === parts.length) folded.set(index, computed(node, index, known.flat()));
  });
  return folded;
}

function computed(node: RecordedNode, index: number, parts: readonly Constant[]): Constant {
  const [first] = node.outputs;
  return {
    id: `value ${index}`,
    shape: first?.shape,
    isWeight: isFloat(first?.dtype ?? ''),
    trainable: parts.some(({ trainable }) => trainable),
    values: numberMade(node),
    parts,
  };
}

/** The only number in a tensor that is made of one. */
function numberMade({ op, attributes }: RecordedNode): number[] | undefined {
  const [, made = ''] = /^(?:new_)?(ones|zeros|full)(?:_like)?$/.exec(op) ?? [];
  if (made === 'full') {
    const value = attributes['fill_value'];
    return typeof value === 'number' ? [value] : undefined;
  }
  return made === '' ? undefined : [made === 'ones' ? 1 : 0];
}

/** A parameter, or a buffer, which PyTorch does not count among a model's parameters. */
export function parameterConstant(recording: Recording, index: number): Constant {
  const parameter = recording.parameters[index];
  return {
    id: `parameter ${index}`,
    shape: parameter?.shape,
    isWeight: isFloat(parameter?.dtype ?? ''),
    trainable: parameter?.trainable ?? false,
    values: parameter?.isBuffer ? numberHeld(recording, index) : undefined,
    ...(parameter?.isBuffer && { isUncounted: true as const }),
  };
}

/** The only number in a buffer that no operation writes. */
function numberHeld({ nodes, parameters }: Recording, index: number): number[] | undefined {
  const value = onlyNumber(parameters[index]?.initial);
  const isWritten = nodes.some(({ inPlace, inputs: [first] }) => {
    return inPlace && first && 'parameter' in first && first.parameter === index;
  });
  return value === undefined || isWritten ? undefined : [value];
}

function onlyNumber(initial: InitialValue | undefined): number | undefined {
  if (initial?.draw === 'constant') return initial.value;
  if (initial?.draw !== 'values') return undefined;
  const [first] = initial.values;
  return initial.values.every((value) => value === first) ? first : undefined;
}

/** A tensor that was made outside the run. */
export const givenConstant = (
  id: string,
  { shape, dtype, values }: Extract<NodeInput, { constant: unknown }>['constant'],
): Constant => ({
  id,
  shape,
  isWeight: isFloat(dtype),
  trainable: false,
  values,
  isUncounted: true,
});
