import { shortName } from '../../shared/words/format';
import { bySeverity } from '../../shared/report/selectors';
import { findingMessage } from '../../shared/words/findingMessages';
import { findingSuggestion } from '../../shared/words/findingSuggestions';
import { originText } from '../../shared/words/thresholdWords';
import type { Limit } from '../../shared/report/thresholds';
import type { Finding, Report, Severity } from '../../shared/report/report';
import type { Colours } from '../terminal/terminal';
import { oneLined } from '../terminal/visible';

/** The finding to show when there is room for one. */
export const worstOf = (findings: readonly Finding[]): Finding | undefined =>
  bySeverity(findings)[0];

/**
 * Findings worst first, each with its place, its numbers and a suggestion. Those of one code at one line,
 * such as a layer made in a loop, are shown once.
 */
export function findingsText(given: Report, colours: Colours): string {
  const report = oneLined(given);
  if (report.findings.length === 0) return 'No findings.\n';
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of bySeverity(report.findings)) {
    const { code, source, layer } = finding;
    const place = source ? `${source.file}:${source.line}` : layer;
    const group = groups.get(`${code} ${place}`);
    if (group) group.push(finding);
    else groups.set(`${code} ${place}`, [finding]);
  }
  const names = new Map(report.network.layers.map((layer) => [layer.id, shortName(layer)]));
  const nameOf = ({ layer }: Finding): string => names.get(layer) ?? layer;
  return [...groups.values()]
    .map((group) => groupText(group, nameOf, { report, colours }))
    .join('');
}

const limitLine = (limit: Limit): string =>
  `  Limit ${limit.name} = ${limit.value}: ${originText(limit)}`;

const paints = (colours: Colours): Readonly<Record<Severity, (text: string) => string>> => ({
  error: colours.red,
  warning: colours.yellow,
  info: colours.cyan,
});

const MOST_NAMES = 5;

function groupText(
  group: readonly [Finding, ...Finding[]],
  nameOf: (finding: Finding) => string,
  { report, colours }: { readonly report: Report; readonly colours: Colours },
): string {
  const [finding, ...others] = group;
  const { code, severity, source, limits } = finding;
  const title = `${paints(colours)[severity](severity)}  ${colours.bold(code)}`;
  const place = source ? `  ${source.file}:${source.line}:${source.column}` : '';
  const named = others.slice(0, MOST_NAMES).map(nameOf).join(', ');
  const more = others.length > MOST_NAMES ? ` and ${others.length - MOST_NAMES} more` : '';
  return [
    `${title}${place}`,
    `  ${findingMessage(finding, report.network)}`,
    others.length > 0 ? `  The same at this line: ${named}${more}.` : [],
    `  Try: ${findingSuggestion(finding, report.runtime.framework)}`,
    limits.map(limitLine).map(colours.dim),
  ]
    .flat()
    .map((line) => `${line}\n`)
    .join('');
}
