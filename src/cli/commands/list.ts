import { exitCodes, type ExitCode } from '../exitCodes';
import { shownFile, sitesIn, type FoundSite } from '../sites';
import { sourceFiles } from '../sourceFiles';
import { table, type Terminal } from '../terminal';

/** Prints the model definitions below the given paths, with what each needs before it can be built. */
export function list(paths: readonly string[], asJson: boolean, terminal: Terminal): ExitCode {
  const found = sitesIn(sourceFiles(paths));
  if (asJson) {
    const sites = found.map(({ file, site }) => ({ file: shownFile(file), ...site }));
    terminal.out(`${JSON.stringify(sites, null, 2)}\n`);
  } else if (found.length === 0) {
    terminal.out('No model definitions.\n');
  } else {
    terminal.out(table(found.map((each) => row(each, terminal))));
  }
  return exitCodes.fine;
}

function row({ file, site }: FoundSite, { colours }: Terminal): string[] {
  const { name, pattern, range, needs } = site;
  const place = `${shownFile(file)}:${range.start.line}:${range.start.column}`;
  const wanted = needs.length > 0 ? `needs ${needs.join(', ')}` : '';
  return [colours.bold(`${shownFile(file)}#${name}`), place, pattern, wanted];
}
