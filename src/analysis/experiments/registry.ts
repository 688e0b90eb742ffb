import type { ExperimentName } from '../../shared/experiment/experiment';
import type { ExperimentKind } from './kind';
import { depth } from './kinds/depth';
import { identity } from './kinds/identity';
import { skips } from './kinds/skips';

/** Every experiment, by its name. */
export const experiments: Readonly<Record<ExperimentName, ExperimentKind>> = {
  skips,
  depth,
  identity,
};
