import type { Work } from '../../analysis/experiments/kinds/kind';
import type { CellWork } from './cellRun';
import { correlation } from './correlation';
import { deletions } from './deletions';
import { lines } from './lines';
import { pathProfile } from './pathProfile';
import { range } from './range';
import { training } from './training';
import { updates } from './updates';
import { watching } from './watching';

/** The computation of the cells of each kind of work. */
export const works: Readonly<Record<Work, CellWork>> = {
  training,
  pathProfile,
  correlation,
  updates,
  range,
  lines,
  watching,
  deletions,
};
