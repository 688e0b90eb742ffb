import type { ExperimentName } from '../../shared/experiment/experiment';
import { table, type Colours } from '../terminal/terminal';

/** The question of each experiment, and its cost on a small network. */
const described: Readonly<Record<ExperimentName, readonly [asks: string, takes: string]>> = {
  paths: ['How long are the paths that carry the gradient?', 'seconds'],
  shattering: [
    'Are the gradients of neighbouring inputs alike, with and without skips?',
    'seconds',
  ],
  'u-shape': ['Do long and short skips feed the middle of a U-shape?', 'seconds'],
  skips: ['What is each skip worth: the loss and the first gradient without it?', 'minutes'],
  depth: ['Does more depth help, with the skips and without them?', 'minutes'],
  identity: ['Does training find the deep network that a shallow one already is?', 'minutes'],
  'learning-rate': ['Which learning rate to start with?', 'a minute'],
  surface: ['How does the loss look around the trained weights?', 'minutes'],
  train: ['How do loss and gradients go in a real training?', 'a minute'],
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
