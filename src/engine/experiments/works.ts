import type { Work } from '../../analysis/experiments/kind';
import type { CellWork } from './cellRun';
import { training } from './training';

/** How the cells of each kind of work are computed. */
export const works: Readonly<Record<Work, CellWork>> = { training };
