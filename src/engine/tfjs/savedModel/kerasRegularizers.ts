import { objectAt, textAt, type JsonObject } from '../../../shared/base/jsonValues';

interface Written {
  readonly class_name: 'L1L2';
  readonly config: { readonly l1: number; readonly l2: number };
}

const numberIn = (config: JsonObject | undefined, key: string, otherwise: number): number => {
  const value = config?.[key] ?? otherwise;
  return typeof value === 'number' ? value : NaN;
};

/** The factors of the sum of absolute values and of the sum of squares, with the defaults of Keras. */
function factorsOf(name: string, config: JsonObject | undefined): readonly [number, number] {
  switch (name) {
    case 'L1':
    case 'l1':
      return [numberIn(config, 'l1', 0.01), 0];
    case 'L2':
    case 'l2':
      return [0, numberIn(config, 'l2', 0.01)];
    case 'L1L2':
    case 'l1_l2':
      return [numberIn(config, 'l1', 0), numberIn(config, 'l2', 0)];
    default:
      return [NaN, NaN];
  }
}

/** A penalty on weights as the framework reads it; `undefined` for one that nothing here computes. */
export function kerasRegularizer(value: unknown): Written | undefined {
  const name = typeof value === 'string' ? value : (textAt(value, 'class_name') ?? '');
  const [l1, l2] = factorsOf(name, objectAt(value, 'config'));
  return Number.isFinite(l1) && Number.isFinite(l2)
    ? { class_name: 'L1L2', config: { l1, l2 } }
    : undefined;
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

/**
 * Tells whether a layer adds a penalty that nothing here computes: on its outputs, by an unknown rule, or on the
 * weights of a recurrent cell, whose penalties the framework leaves out.
 */
export const hasUnknownPenalty = (config: JsonObject, className: string): boolean =>
  Object.entries(config).some(
    ([key, value]) =>
      /_regularizer$/.test(key) &&
      isGiven(value) &&
      (key === 'activity_regularizer' ||
        /LSTM|GRU|RNN/.test(className) ||
        kerasRegularizer(value) === undefined),
  );
