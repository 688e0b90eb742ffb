import type { Nonlinearity } from '../../../model/modelDescription';
import {
  choice,
  type DialectRow,
  type Entry,
  is,
  means,
  only,
  type OperandFacts,
} from '../../dialect';
import type { Affine } from '../../../../shared/network/affine';
import type { Curve } from '../../../../shared/network/operation';
import { bounded, curved, nonlinear } from '../../operations/activations';
import type { ConstantSettings, EquationSettings } from '../../operations/settings';
import { operations as at } from '../../operations/table';
import type { ProgramNode } from '../../program';
import { attribute, isLinear, numberIn } from './attributes';

const first = only(0);
const bending = means(at.activation, () => ({ activation: nonlinear }), first);
const bounding = means(at.activation, () => ({ activation: bounded }), first);
const curving = (curve: Curve): Entry =>
  means(at.activation, () => ({ activation: curved(curve) }), first);
/** Without an axis of its own torch takes one that hangs on the rank: then the curve is not told. */
const choosing = (curve: 'softmax' | 'logSoftmax'): Entry => {
  const { linear, range } = curved(curve);
  return means(
    at.activation,
    (node) => {
      const along = numberIn(node, 'dim');
      return along === undefined
        ? { activation: { linear, range } }
        : { activation: curved(curve), along };
    },
    first,
  );
};
const watched = (entry: Entry, nonlinearity: Nonlinearity): Entry => ({
  ...entry,
  nonlinearity: () => nonlinearity,
});

/** Tells whether values end between two numbers in [−1, 1]. */
function isBounded(node: ProgramNode, [low, high]: readonly [string, string]): boolean {
  const [from, to] = [numberIn(node, low) ?? -Infinity, numberIn(node, high) ?? Infinity];
  return from >= -1 && to <= 1;
}

/** A rectifier if it cuts at 0 and lets more than 1 pass: ReLU6 is `hardtanh(0, 6)`. */
const clamped = (ends: readonly [string, string]): Entry => ({
  ...choice((node) => isBounded(node, ends), bounding, bending),
  nonlinearity: (node) =>
    numberIn(node, ends[0]) === 0 && !isBounded(node, ends) ? 'rectifier' : undefined,
});

type AffineOf = (value: number, isFirst: boolean, factor: number) => Affine | undefined;
/** The arithmetic of one tensor and a number; torch multiplies the second by `alpha`. */
const withNumber =
  (affineOf: AffineOf) =>
  (node: ProgramNode, { values }: OperandFacts): ConstantSettings => {
    const [first, second] = [numberIn(node, 'input'), numberIn(node, 'other')];
    const [one, other] = values.map((list) => (list?.length === 1 ? list[0] : undefined));
    const isFirst = first !== undefined || (one !== undefined && values.length === 2);
    const value = first ?? second ?? (isFirst ? one : other);
    const affine =
      value === undefined ? undefined : affineOf(value, isFirst, numberIn(node, 'alpha') ?? 1);
    return affine ? { affine } : {};
  };
const additionOf = withNumber((value, isFirst, factor) =>
  isFirst ? { scale: factor, offset: value } : { scale: 1, offset: factor * value },
);
const subtractionOf = withNumber((value, isFirst, factor) =>
  isFirst ? { scale: -factor, offset: value } : { scale: 1, offset: -factor * value },
);
const scalingOf = withNumber((scale) => ({ scale, offset: 0 }));
const divisionOf = withNumber((value, isFirst) =>
  isFirst || value === 0 ? undefined : { scale: 1 / value, offset: 0 },
);

/** A number divided by a tensor bends the signal; a tensor divided by a number does not. */
const divides = choice(
  ({ operands, ...node }) =>
    operands.length === 1 && numberIn({ operands, ...node }, 'input') !== undefined,
  is(at.function),
  means(at.divide, divisionOf),
);

/** With weights first, the channels of the result lie before the last axis. */
const product = means(at.matrixProduct, ({ operands: [one] }) => ({
  ...isLinear,
  transposesFirst: false,
  transposesSecond: false,
  ...(one && 'constant' in one && { channels: -2 }),
}));
const isOfTensors = ({ operands }: ProgramNode): boolean =>
  operands.every((operand) => 'from' in operand);

/** The two factors behind a bias; none of them is constant. */
const hasFactors = ({ operands }: ProgramNode): boolean =>
  operands.slice(-2).every((operand) => 'from' in operand);
const afterBias = (entry: Entry): Entry => ({
  ...entry,
  carriers: (operands) => operands.slice(-2),
});

/** `bhid,bhjd->bhij`: the product of all extents that are known to be no batch. */
function equationOf(node: ProgramNode, { shapes }: OperandFacts): EquationSettings {
  const equation = attribute(node, 'equation');
  if (typeof equation !== 'string' || /\./.test(equation)) return { products: undefined };
  const [terms = ''] = equation.replace(/\s/g, '').split('->');
  const extents = new Map<string, number>();
  terms.split(',').forEach((term, operand) => {
    Array.from(term).forEach((letter, axis) => extents.set(letter, shapes[operand]?.[axis] ?? 1));
  });
  return { products: [...extents.values()].reduce((product, extent) => product * extent, 1) };
}

export const elements: readonly DialectRow[] = [
  ['add', means(at.add, additionOf)],
  ['addcmul addcdiv lerp', means(at.add, () => ({}))],
  ['sub', means(at.subtract, subtractionOf)],
  ['mul', means(at.multiply, scalingOf)],
  ['div', divides],
  ['maximum fmax', is(at.maximum)],
  ['minimum fmin', is(at.minimum)],
  [
    'matmul mm bmm',
    choice(
      isOfTensors,
      means(at.contraction, () => isLinear),
      product,
    ),
  ],
  [
    'mv dot vdot',
    choice(
      isOfTensors,
      means(at.contraction, () => isLinear),
      product,
    ),
  ],
  [
    'addmm baddbmm',
    afterBias(
      choice(
        hasFactors,
        means(at.contraction, () => isLinear),
        product,
      ),
    ),
  ],
  ['einsum', means(at.equation, equationOf)],
  ['tensordot outer kron cdist', means(at.equation, () => ({ products: undefined }))],
  ['neg', is(at.negate)],
  ['where', is(at.select, (operands) => operands.slice(1))],
  ['masked_fill masked_scatter index_fill tril triu', is(at.mask, first)],

  ['relu threshold', watched(curving('rectifier'), 'rectifier')],
  ['hardtanh', clamped(['min_val', 'max_val'])],
  ['relu6', watched(curving('rectifier'), 'rectifier')],
  ['clamp clip', clamped(['min', 'max'])],
  ['clamp_min clamp_max', bending],
  ['sigmoid', watched(curving('sigmoid'), 'sigmoid')],
  ['tanh', watched(curving('tanh'), 'tanh')],
  ['softmax', choosing('softmax')],
  ['log_softmax', choosing('logSoftmax')],
  ['hardsigmoid softsign softmin gumbel_softmax sin cos erf', bounding],
  [
    'gelu silu elu selu celu leaky_relu rrelu prelu hardswish mish softplus tanhshrink softshrink hardshrink glu',
    bending,
  ],
  [
    'logsigmoid exp log log2 log10 log1p expm1 sqrt rsqrt pow square abs reciprocal sign',
    is(at.function, first),
  ],
  ['cumsum cumprod logsumexp var std norm prod', is(at.function, first)],
];
