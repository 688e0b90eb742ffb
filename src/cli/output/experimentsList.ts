import { experimentNames, type ExperimentName } from '../../shared/experiment/experiment';
import { experimentQuestion } from '../../shared/words/experimentWords';
import { table, type Colours } from '../terminal/terminal';

/** The cost of each experiment on a small network. */
const takes: Readonly<Record<ExperimentName, string>> = {
  paths: 'seconds',
  shattering: 'seconds',
  'u-shape': 'seconds',
  skips: 'minutes',
  deletion: 'minutes',
  add: 'minutes',
  depth: 'minutes',
  identity: 'minutes',
  variants: 'minutes',
  'learning-rate': 'a minute',
  surface: 'minutes',
  train: 'a minute',
};

/** The experiments, one a line. */
export const experimentsList = (colours: Colours): string =>
  table(
    experimentNames.map((name) => [
      colours.bold(name),
      experimentQuestion(name),
      colours.dim(takes[name]),
    ]),
  );
