import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CommandArguments, CommandId, LinePlace } from '../../core/manifest/contributions';
import { hoverText } from './hoverText';
import type { LineActions } from '../../core/lines/lineActions';
import type { LazyExperiments } from '../../core/experiments/experiments';
import type { SkipWorth } from '../../../shared/words/worthText';
import type { ProbedLine, ProbedLines } from '../../core/lines/probedLines';

const commands = [
  'skipscope.showNetwork',
  'skipscope.probeGradients',
  'skipscope.listLayers',
  'skipscope.copyLine',
  'skipscope.explainFinding',
] as const satisfies readonly CommandId[];

/** Shows all numbers of a line in its hover, with links to commands. */
export class GradientHover implements vscode.HoverProvider {
  constructor(
    private readonly lines: ProbedLines,
    private readonly actions: LineActions,
    private readonly experiments: LazyExperiments,
  ) {}

  provideHover(document: vscode.TextDocument, at: vscode.Position): vscode.Hover | undefined {
    const line = this.lines.of(document).get(at.line);
    if (!line) return undefined;
    const place = { document: document.uri.toString(), line: at.line };
    const offered = this.actions.of(line);
    const links = offered.map(({ command, text }) => link(text, command, place));
    const worths = worthLines(line, this.experiments.worthsOf(line.session));
    const text = new vscode.MarkdownString(markdown(line, place, { links, worths }), true);
    text.isTrusted = { enabledCommands: [...commands, ...offered.map(({ command }) => command)] };
    return new vscode.Hover(text, document.lineAt(at.line).range);
  }
}

/** The worth of the skips into the merges of a line. */
function worthLines({ summary, seen }: ProbedLine, worths: readonly SkipWorth[]): string[] {
  const merges = new Set(summary.layers.map(({ id }) => id));
  const own = seen.value.skips.items.filter(({ to }) => merges.has(to)).map(({ id }) => id);
  return worths
    .filter(({ skip }) => own.includes(skip))
    .map(({ text }) => l10n.t('_Skip: {0}_', text));
}

interface Offered {
  readonly links: readonly string[];
  readonly worths: readonly string[];
}

function markdown(line: ProbedLine, place: LinePlace, offered: Offered): string {
  const { summary, seen, session } = line;
  const { site } = session;
  const [first] = summary.layers;
  const links = [
    link(l10n.t('Show in graph'), 'skipscope.showNetwork', site, first?.id),
    ...(summary.layers.length > 1
      ? [link(l10n.t('List {0} layers', summary.layers.length), 'skipscope.listLayers', place)]
      : []),
    ...offered.links,
    link(l10n.t('Copy as JSON'), 'skipscope.copyLine', place),
    link(l10n.t('Probe again'), 'skipscope.probeGradients', site),
    ...summary.findings
      .slice(0, 1)
      .map(({ code }) => link(l10n.t('About {0}', code), 'skipscope.explainFinding', code)),
  ];
  return [
    hoverText(summary, seen.value, (layer) => address('skipscope.showNetwork', site, layer)),
    ...offered.worths,
    ...(seen.text.outOfDate ? [l10n.t('_Measured before the last edit._')] : []),
    links.join(' · '),
  ].join('\n\n');
}

const link = <C extends CommandId>(text: string, id: C, ...args: CommandArguments[C]): string =>
  `[${text}](${address(id, ...args)})`;

const address = <C extends CommandId>(id: C, ...args: CommandArguments[C]): string =>
  `command:${id}?${encodeURIComponent(JSON.stringify(args)).replace(/[()]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}`;
