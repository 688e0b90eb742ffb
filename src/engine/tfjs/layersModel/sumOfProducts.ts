import * as tf from '@tensorflow/tfjs-core';
import type { Factor, Operation, Term } from '../../../shared/network/operation';
import { leastSquares } from './leastSquares';
import { type LayerFunction, sample } from './numericTraits';

/** An entry of a layer's input, as it comes or as the sigmoid of it. */
type Variable = Omit<Factor, 'complement'>;
/** No variable, one, or the product of two: positions in a list of variables. */
type Monomial = readonly number[];

const MOST_INPUTS = 4;
/** Observations for each coefficient. */
const PER_COEFFICIENT = 8;
const MOST_RUNS = 32;
/** Of the largest value of the layer, and of a coefficient. */
const TOLERANCE = 1e-3;
/** A smaller coefficient is none. */
const SIGNIFICANT = 10 * TOLERANCE;

/**
 * Reads a layer of two to four inputs that adds products of them, entry by entry: x + t·(h − x) and its kind,
 * x·(1 − t) alone among them, with gates that come squashed or that the layer squashes itself. `undefined` for every other function.
 * Call inside `tf.tidy`.
 */
export function sumOfProducts(layer: LayerFunction, shapes: number[][]): Operation | undefined {
  if (shapes.length < 2 || shapes.length > MOST_INPUTS) return undefined;
  const plain = shapes.map((_, slot): Variable => ({ slot }));
  const squashed = plain.map((variable): Variable => ({ ...variable, squashed: true }));
  return fitted(layer, shapes, plain) ?? fitted(layer, shapes, [...plain, ...squashed]);
}

function fitted(
  layer: LayerFunction,
  shapes: number[][],
  variables: readonly Variable[],
): Operation | undefined {
  const monomials = monomialsOf(variables);
  const rows: number[][] = [];
  const values: number[] = [];
  for (let run = 0; rows.length < monomials.length * PER_COEFFICIENT; run++) {
    if (run === MOST_RUNS) return undefined;
    const observed = observe(layer, shapes, run);
    if (!observed) return undefined;
    const { inputs, result } = observed;
    for (let entry = 0; entry < result.length && rows.length < 4096; entry++) {
      const at = variables.map(({ slot, squashed }) => {
        const value = inputs[slot]?.[entry] ?? NaN;
        return squashed ? 1 / (1 + Math.exp(-value)) : value;
      });
      rows.push(monomials.map((monomial) => monomial.reduce((x, i) => x * (at[i] ?? NaN), 1)));
      values.push(result[entry] ?? NaN);
    }
  }
  const coefficients = leastSquares(rows, values, TOLERANCE);
  const terms = coefficients && termsOf(variables, monomials, coefficients);
  return terms && { type: 'merge', how: 'products', terms };
}

/** The entries of the inputs, spread over those of the result, and of the result. */
function observe(
  layer: LayerFunction,
  shapes: number[][],
  run: number,
): { inputs: ArrayLike<number>[]; result: ArrayLike<number> } | undefined {
  const inputs = shapes.map((shape, slot) => sample(shape, 1 + slot + run * MOST_INPUTS));
  const result = layer(inputs);
  const spread = inputs.map((input) => tf.add(input, tf.zerosLike(result)));
  if (spread.some(({ shape }) => !tf.util.arraysEqual(shape, result.shape))) return undefined;
  return { inputs: spread.map((input) => input.dataSync()), result: result.dataSync() };
}

/** 1, each variable, and the products of any two that come from different inputs. */
function monomialsOf(variables: readonly Variable[]): Monomial[] {
  const products = variables.flatMap(({ slot }, i) =>
    variables.flatMap((other, k) => (k > i && other.slot !== slot ? [[i, k]] : [])),
  );
  return [[], ...variables.map((_, i) => [i]), ...products];
}

interface Weighed {
  readonly monomial: Monomial;
  readonly by: number;
}

/** The terms of a sum in which a tensor and its product with a gate, subtracted, are one: x − t·x = (1 − t)·x. */
function termsOf(
  variables: readonly Variable[],
  monomials: readonly Monomial[],
  coefficients: readonly number[],
): Term[] | undefined {
  const found = monomials
    .map((monomial, i): Weighed => ({ monomial, by: coefficients[i] ?? 0 }))
    .filter(({ by }) => Math.abs(by) > SIGNIFICANT);
  const alone = new Map(
    found.flatMap(({ monomial: [only, ...others], by }): [number, number][] =>
      only === undefined || others.length > 0 ? [] : [[only, by]],
    ),
  );
  const variable = (i: number): Variable => variables[i] ?? { slot: 0 };
  const products = found
    .filter(({ monomial }) => monomial.length === 2)
    .map((product) => productOf(product, alone, variable));
  const rest = [...alone.keys()].map((i): Factor[] => [variable(i)]);
  const terms = [...products, ...rest];
  const isSum = terms.length > 1 || terms.flat().some(({ complement }) => complement);
  return products.length > 0 && isSum ? placed(terms) : undefined;
}

/** Takes the tensor that stands alone, too, out of those that do. */
function productOf(
  { monomial: [first = 0, second = 0], by }: Weighed,
  alone: Map<number, number>,
  variable: (i: number) => Variable,
): Factor[] {
  const isOpposed = (i: number): boolean => Math.abs((alone.get(i) ?? NaN) + by) <= SIGNIFICANT;
  const carried = [first, second].find(isOpposed);
  if (carried === undefined) return [variable(first), variable(second)];
  alone.delete(carried);
  const gate = carried === first ? second : first;
  return [variable(carried), { ...variable(gate), complement: true }];
}

/** Gives each term a slot of its own: the factor that the fewest terms share is what it carries. */
function placed(terms: readonly Factor[][]): Term[] | undefined {
  const taken = new Set<number>();
  const shares = (slot: number): number =>
    terms.filter((factors) => factors.some((factor) => factor.slot === slot)).length;
  const inOrder = [...terms].sort((a, b) => a.length - b.length);
  const found = inOrder.map((factors): Term | undefined => {
    const free = factors.filter(({ slot, complement }) => !complement && !taken.has(slot));
    const [first] = free.sort((a, b) => shares(a.slot) - shares(b.slot) || b.slot - a.slot);
    if (!first) return undefined;
    taken.add(first.slot);
    return { slot: first.slot, factors };
  });
  return found.every((term) => term !== undefined) ? found : undefined;
}
