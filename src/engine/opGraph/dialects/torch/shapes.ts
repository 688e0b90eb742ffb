import { isObject } from '../../../../shared/base/jsonValues';
import { type DialectRow, is, means, only, type OperandFacts } from '../../dialect';
import { fromStart } from '../../operations/axes';
import type { IndexPlace, IndexSettings, ReduceSettings } from '../../operations/settings';
import { operations as at } from '../../operations/table';
import type { ProgramNode } from '../../program';
import { attribute, isSet, numberIn, numbersIn } from './attributes';

const first = only(0);
const rankOf = ({ shapes: [input] }: OperandFacts): number => input?.length ?? 0;
const whole: IndexPlace = { kind: 'cut', begin: undefined, end: undefined, step: 1 };

function placeOf(index: unknown): IndexPlace | undefined {
  if (index === null) return { kind: 'newAxis' };
  if (typeof index === 'number') return { kind: 'index' };
  const slice = isObject(index) ? index['slice'] : undefined;
  if (!Array.isArray(slice)) return undefined;
  const [begin, end, step] = slice.map((each) => (typeof each === 'number' ? each : undefined));
  return { kind: 'cut', begin, end, step: step ?? 1 };
}

const isEllipsis = (index: unknown): boolean => isObject(index) && index['ellipsis'] === true;

/** Unknown if a tensor picks the entries. */
function indexOf(node: ProgramNode, operands: OperandFacts): IndexSettings {
  const given = attribute(node, 'index') ?? attribute(node, 'indices');
  if (given === undefined) return { places: undefined };
  const list = Array.isArray(given) ? given : [given];
  const named = list.filter((each) => each !== null && !isEllipsis(each)).length;
  const rest = Array<IndexPlace>(Math.max(0, rankOf(operands) - named)).fill(whole);
  const places = list.flatMap((each) => (isEllipsis(each) ? rest : [placeOf(each)]));
  const known = places.filter((place) => place !== undefined);
  return { places: known.length === places.length ? known : undefined };
}

const axisOf = (node: ProgramNode) => ({ axis: numberIn(node, 'dim') ?? 0 });

/** Without axes it is over all of them. */
function reductionOf(node: ProgramNode, operands: OperandFacts): ReduceSettings {
  const rank = rankOf(operands);
  return {
    axes: numbersIn(node, 'dim') ?? Array.from({ length: rank }, (_, axis) => axis),
    keepsAxes: isSet(node, 'keepdim'),
    channels: -1,
  };
}

/** The order of the axes after two of them change places. */
function exchanged(node: ProgramNode, operands: OperandFacts) {
  const rank = rankOf(operands);
  const [one, other] = ['dim0', 'dim1'].map((key, i) => fromStart(numberIn(node, key) ?? i, rank));
  return {
    order: Array.from({ length: rank }, (_, axis) =>
      axis === one ? (other ?? axis) : axis === other ? (one ?? axis) : axis,
    ),
  };
}

function moved(node: ProgramNode, operands: OperandFacts) {
  const rank = rankOf(operands);
  const [from, to] = ['source', 'destination'].map((key) =>
    numbersIn(node, key)?.map((axis) => fromStart(axis, rank)),
  );
  if (!from || !to) return { order: undefined };
  const rest = Array.from({ length: rank }, (_, axis) => axis).filter(
    (axis) => !from.includes(axis),
  );
  return {
    order: Array.from({ length: rank }, (_, axis) => {
      const at = to.indexOf(axis);
      return (at < 0 ? rest.shift() : from[at]) ?? axis;
    }),
  };
}

const order = (node: ProgramNode, operands: OperandFacts) => ({
  order: numbersIn(node, 'dims')?.map((axis) => fromStart(axis, rankOf(operands))),
});

/** The tensor that is written into, and what is written. */
const written = <T>(operands: readonly T[]): readonly T[] =>
  operands.length < 2 ? operands : [operands[0] as T, operands.at(-1) as T];

export const shapes: readonly DialectRow[] = [
  [
    'input',
    means(at.input, (node) => ({
      shape: undefined,
      carriesGradient: isSet(node, 'carriesGradient'),
    })),
  ],
  ['cat', means(at.join, axisOf)],
  ['stack', means(at.stack, axisOf)],
  ['hstack vstack dstack', is(at.unknown)],

  [
    'mean sum amax amin max min nanmean nansum median nanmedian mode kthvalue quantile aminmax trapezoid',
    means(at.reduce, reductionOf, first),
  ],

  [
    'reshape flatten unflatten unfold tensor_unfold fold view_as_real view_as_complex diag diag_embed',
    means(at.reshape, () => ({ target: undefined }), first),
  ],
  ['squeeze unsqueeze', means(at.reshape, () => ({ target: undefined }), first)],
  ['permute', means(at.permute, order, first)],
  ['transpose', means(at.permute, exchanged, first)],
  ['t adjoint mT', means(at.permute, (_, operands) => ({ order: exchangedLast(operands) }), first)],
  ['movedim', means(at.permute, moved, first)],
  ['roll flip fliplr flipud rot90 channel_shuffle native_channel_shuffle', is(at.shift, first)],
  ['pad constant_pad_nd', means(at.pad, () => ({ added: undefined }), first)],
  ['expand broadcast_to repeat tile repeat_interleave', is(at.spread, first)],

  ['getitem', means(at.index, indexOf, first)],
  ['select', means(at.unstack, (node) => ({ ...axisOf(node), parts: 1 }), first)],
  [
    'narrow index_select gather take take_along_dim topk sort masked_select diagonal as_strided',
    means(at.slice, () => ({ begin: undefined, size: undefined }), first),
  ],
  ['chunk tensor_split', means(at.split, (node) => ({ ...axisOf(node), parts: 1 }), first)],
  ['split', means(at.splitBySizes, (node) => ({ ...axisOf(node), sizes: undefined }), first)],
  ['unbind', means(at.unstack, (node) => ({ ...axisOf(node), parts: 1 }), first)],
  [
    'setitem scatter scatter_add scatter_reduce index_add index_copy index_put',
    is(at.overwrite, written),
  ],

  [
    'clone contiguous to type float double half bfloat16 long int bool type_as requires_grad positive real conj resolve_conj resolve_neg cpu cuda identity',
    is(at.identity, first),
  ],
  ['copy', is(at.identity, only(1))],
  ['detach', is(at.stopGradient, first)],
  [
    'arange zeros ones full empty eye linspace rand randn zeros_like ones_like full_like empty_like rand_like randn_like argmax argmin argsort one_hot multinomial bernoulli meshgrid zero fill tensor uniform normal randint randperm logspace tril_indices triu_indices hann_window',
    is(at.lookUp, () => []),
  ],
  [
    'eq ne gt lt ge le isnan isinf logical_and logical_or logical_not bitwise_and bitwise_or bitwise_not invert and or xor',
    is(at.lookUp),
  ],
];

function exchangedLast(operands: OperandFacts): number[] {
  const rank = rankOf(operands);
  const axes = Array.from({ length: rank }, (_, axis) => axis);
  return [...axes.slice(0, -2), ...axes.slice(-2).reverse()];
}
