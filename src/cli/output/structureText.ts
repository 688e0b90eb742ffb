import type { Report } from '../../shared/report/report';
import { structureFacts } from '../../shared/words/structureText';
import { table, type Colours } from '../terminal/terminal';

/** The structure of a network as lines: paths, levels, growth, memory, receptive field. */
export function structureText(report: Report, colours: Colours): string {
  const facts = structureFacts(report);
  if (facts.length === 0) return '';
  const rows = facts.map(([title, text]) => [`  ${title.toLowerCase()}`, text]);
  return `${colours.bold('structure')}\n${table(rows)}`;
}
