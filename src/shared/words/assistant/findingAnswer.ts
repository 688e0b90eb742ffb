import { experimentNames } from '../../experiment/experiment';
import { findingCodes, type FindingCode } from '../../report/report';
import { findingTexts, type FindingText } from '../findingTexts';

const sources: Readonly<Record<FindingText['from'], string>> = {
  probe: 'the gradients of a probe',
  profile: 'the times and bytes of a profile',
  graph: 'the graph alone',
};

/** The meaning of a finding's code with its remedy; a list of the codes for any other text. */
export function findingText(code: string): string {
  const known = findingCodes.find((one): one is FindingCode => one === code);
  if (!known) return `There is no finding ${code}; there are ${findingCodes.join(', ')}.`;
  const { what, remedy, severity, from } = findingTexts[known];
  return `${known}: ${what}\nTry: ${remedy}\nUsually: ${severity}. Based on ${sources[from]}.`;
}

/** The names of the experiments, for one that there is not. */
export const unknownExperimentText = (name: string): string =>
  `There is no experiment ${name}; there are ${experimentNames.join(', ')}.`;
