import type { Recording } from '../../../shared/protocol/python/recording';
import type { Lowerings } from './values/call';
import { attention } from './operations/attention';
import { convolutions } from './operations/convolution';
import { elementwise } from './operations/elementwise';
import { indexing } from './operations/indexing';
import { products } from './operations/linear';
import { normalizations } from './operations/normalization';
import { pooling } from './operations/pooling';
import { creation } from './operations/random';
import { recurrence } from './operations/recurrent';
import { reductions } from './operations/reductions';
import { resampling } from './operations/resampling';
import { shapes } from './operations/shapes';

/** Every operation of torch that TensorFlow.js runs, by its canonical name. */
export const lowerings: Lowerings = {
  ...elementwise,
  ...convolutions,
  ...pooling,
  ...normalizations,
  ...products,
  ...reductions,
  ...shapes,
  ...indexing,
  ...resampling,
  ...attention,
  ...recurrence,
  ...creation,
};

/** The first operation of a recording that TensorFlow.js does not run; `undefined` if it runs all. */
export const operationNotLowered = ({ nodes }: Pick<Recording, 'nodes'>): string | undefined =>
  nodes.find(({ op }) => op !== 'input' && !Object.hasOwn(lowerings, op))?.op;

/** The first parameter whose first value the recording does not tell. */
export const parameterNotTold = ({
  parameters,
}: Pick<Recording, 'parameters'>): string | undefined =>
  parameters.find(({ initial }) => !initial)?.name;
