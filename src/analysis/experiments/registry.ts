import type { ExperimentName } from '../../shared/experiment/experiment';
import type { ExperimentKind } from './kinds/kind';
import { add } from './kinds/add';
import { deletion } from './kinds/deletion';
import { depth } from './kinds/depth';
import { identity } from './kinds/identity';
import { learningRate } from './kinds/learningRate';
import { paths } from './kinds/paths';
import { shattering } from './kinds/shattering';
import { skips } from './kinds/skips';
import { surface } from './kinds/surface';
import { train } from './kinds/train';
import { uShape } from './kinds/uShape';
import { variants } from './kinds/variants';

/** Every experiment, by its name. */
export const experiments: Readonly<Record<ExperimentName, ExperimentKind>> = {
  paths,
  shattering,
  'u-shape': uShape,
  skips,
  deletion,
  add,
  depth,
  identity,
  variants,
  'learning-rate': learningRate,
  surface,
  train,
};
