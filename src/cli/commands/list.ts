import { argumentsFor, overridesKey } from '../../workspace/overrides/overrides';
import type { Overrides, SiteOverrides } from '../../shared/protocol/overrides';
import type { Command } from '../run/command';
import { failuresExitCode, type ExitCode } from '../terminal/exitCodes';
import { overridesHere } from '../run/overrides';
import { searchPaths } from '../run/searchPaths';
import { shownFile, type FoundSite } from '../run/sites';
import { tellStrays } from '../run/strayOverrides';
import { table, type Terminal } from '../terminal/terminal';
import { oneLined } from '../terminal/visible';
import { jsonText } from '../output/files';
import { tellFailure } from '../terminal/failureText';

type ListCommand = Extract<Command, { name: 'list' }>;

/** A definition with the working folder's overrides for it. */
interface ListedSite extends FoundSite {
  readonly set: SiteOverrides;
}

/**
 * Prints the model definitions below the given paths, with the overrides of each and the values that it still
 * needs; then the files that could not be searched. Throws a `Failure` if the overrides of the working folder
 * are wrong, and one of code `cancelled`.
 */
export async function list(
  { paths, json }: ListCommand,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const overrides = await overridesHere();
  const { sites, failures } = await searchPaths(paths, terminal, signal);
  await tellStrays(sites, terminal);
  const found = sites.map((each) => listed(each, overrides));
  if (json) {
    const shown = found.map(({ file, site, set }) => ({ file: shownFile(file), ...site, set }));
    terminal.out(jsonText(shown));
  } else if (found.length > 0) {
    terminal.out(table(found.map((each) => row(each, terminal))));
  } else if (failures.length === 0) {
    terminal.out('No model definitions.\n');
  }
  for (const failure of failures) tellFailure(failure, terminal);
  return failuresExitCode(failures);
}

const listed = ({ file, site }: FoundSite, overrides: Overrides): ListedSite => {
  const key = overridesKey(shownFile(file), site.name);
  return { file, site, set: argumentsFor(overrides, key) };
};

function row(listed: ListedSite, { colours }: Terminal): string[] {
  const { file, site, set } = oneLined(listed);
  const { name, pattern, range, needs } = site;
  const place = `${shownFile(file)}:${range.start.line}:${range.start.column}`;
  const values = { ...set.arguments, ...(set.inputShape && { inputShape: set.inputShape }) };
  const open = needs.filter((need) => !Object.hasOwn(values, need));
  const given = Object.entries(values).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  const wanted = [
    given.length > 0 ? `set: ${given.join(', ')}` : '',
    open.length > 0 ? `needs ${open.join(', ')}` : '',
  ].filter((part) => part !== '');
  return [colours.bold(`${shownFile(file)}#${name}`), place, pattern, wanted.join('; ')];
}
