import type { ExperimentName } from '../../shared/experiment/experiment';
import { table, type Colours } from '../terminal/terminal';

/** What each experiment asks, and what it takes on a small network. */
const described: Readonly<Record<ExperimentName, readonly [asks: string, takes: string]>> = {
  skips: ['What is each skip worth: the loss and the first gradient without it?', 'minutes'],
  depth: ['Does more depth help, with the skips and without them?', 'minutes'],
  identity: ['Does training find the deep network that a shallow one already is?', 'minutes'],
};

/** The experiments, one a line. */
export const experimentsList = (colours: Colours): string =>
  table(
    Object.entries(described).map(([name, [asks, takes]]) => [
      colours.bold(name),
      asks,
      colours.dim(takes),
    ]),
  );
