import { readFileSync } from 'node:fs';
import { Failure } from '../../shared/base/failures';
import { compareReports } from '../../analysis/comparison/compareReports';
import { readReport } from '../../shared/report/readReport';
import type { Report } from '../../shared/report/report';
import type { Command } from '../run/command';
import { exitCodes, type ExitCode } from '../terminal/exitCodes';
import { comparisonText } from '../output/comparisonText';
import type { Terminal } from '../terminal/terminal';

type CompareCommand = Extract<Command, { name: 'compare' }>;

function open(file: string): Report {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Failure('file-not-found', file);
  }
  return readReport(text, file);
}

/** Prints the changes from one saved report to another. Throws a `Failure` for files that are not reports. */
export function compare({ before, after }: CompareCommand, terminal: Terminal): ExitCode {
  terminal.out(comparisonText(compareReports(open(before), open(after)), terminal.colours));
  return exitCodes.fine;
}
