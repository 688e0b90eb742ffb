import { largestBytes, readText } from '../../workspace/files/readFile';
import { compareReports } from '../../analysis/comparison/compareReports';
import { readReport } from '../../shared/report/readReport';
import type { Report } from '../../shared/report/report';
import type { Command } from '../run/command';
import { exitCodes, type ExitCode } from '../terminal/exitCodes';
import { comparisonText } from '../output/comparisonText';
import { oneLined } from '../terminal/visible';
import type { Terminal } from '../terminal/terminal';

type CompareCommand = Extract<Command, { name: 'compare' }>;

const open = async (file: string): Promise<Report> =>
  readReport(await readText(file, largestBytes.report), file);

/**
 * Prints the changes from one saved report to another. Rejects with a `Failure` for files that are not reports.
 */
export async function compare(
  { before, after }: CompareCommand,
  terminal: Terminal,
): Promise<ExitCode> {
  const compared = compareReports(oneLined(await open(before)), oneLined(await open(after)));
  terminal.out(comparisonText(compared, terminal.colours));
  return exitCodes.fine;
}
