import { coveredText } from '../../shared/words/profileWords';
import { frameworkNames } from '../../shared/model/framework';
import { checkBudget, type Budget } from '../../shared/report/budget';
import { memoryParts, type Profile, type TrainingMemory } from '../../shared/report/profile';
import { largestBatch, stepAt } from '../../shared/report/profileSums';
import type { Report } from '../../shared/report/report';
import { brokenBudgetText, budgetTitle } from '../../shared/words/budgetWords';
import {
  counted,
  formatBytes,
  formatCount,
  formatMagnitude,
  formatShare,
} from '../../shared/words/format';
import { quantityText } from '../../shared/words/gapWords';
import {
  formatDuration,
  formatRate,
  groupCostTable,
  layerCostTable,
  lineCostTable,
  weightsText,
  type Profiled,
  type ProfileTable,
} from '../../shared/words/profileTables';
import { sentenceOf } from '../../shared/words/sentence';
import { fittedTable, terminalColumns } from '../terminal/fittedTable';
import { table, type Colours } from '../terminal/terminal';
import { oneLined } from '../terminal/visible';
import { wrappedLines } from '../terminal/wrapped';
import { findingsText } from './findingsText';

/** The questions besides the profile itself. */
export interface ProfileAsked {
  readonly memoryBytes?: number;
  readonly budget: Budget;
}

const MOST_GROUPS = 12;
const MOST_LAYERS = 12;
const MOST_LINES = 8;
/** Left out of a narrow terminal, by their keys, the first one first; a table's first column stays. */
const dropped = [
  'weight_types',
  'weight_bytes',
  'buffers',
  'flops',
  'kept_bytes',
  'kind',
  'update_ms',
  'activation_bytes',
  'macs_per_byte',
  'line',
  'layers',
];

function costTable(
  title: string,
  { columns, rows }: ProfileTable,
  most: number,
  colours: Colours,
): string {
  const heads = columns.map(({ head }, i) => (i === 0 ? colours.bold(title) : colours.dim(head)));
  const texts = rows
    .slice(0, most)
    .map((row) => row.map(({ text }, i) => (i === 0 ? `  ${text}` : text)));
  const more = rows.length - most;
  const rest = more > 0 ? colours.dim(`  and ${formatCount(more)} more (--csv has all)\n`) : '';
  const keys = columns.map(({ key }) => key);
  return (
    fittedTable(
      [heads, ...texts],
      columns.map(({ isText }) => (isText ? 'left' : 'right')),
      {
        columns: terminalColumns(),
        drops: dropped.map((key) => keys.indexOf(key)).filter((at) => at > 0),
        cut: 0,
      },
    ) + rest
  );
}

const CELLS = 40;
const marks = ['█', '▓', '▒', '░', '▞', '·'];

/** One bar of the bytes at the peak, by what they are for. */
function memoryBar(
  { parts, peak, measured, heldBySkips }: TrainingMemory,
  colours: Colours,
): string {
  const shown = memoryParts.map((part, i) => ({ part, bytes: parts[part], mark: marks[i] ?? '' }));
  const bar = shown
    .map(({ bytes, mark }) => mark.repeat(Math.round((CELLS * bytes) / Math.max(1, peak))))
    .join('');
  const legend = shown
    .filter(({ bytes }) => bytes > 0)
    .map(({ part, bytes, mark }) => `${mark} ${part} ${formatBytes(bytes)}`)
    .join('  ');
  const beside = measured ? `, measured ${formatBytes(measured.bytes)}` : '';
  const held = heldBySkips > 0 ? `, ${formatShare(heldBySkips)} held by skips` : '';
  return `${colours.bold('memory')}  ${bar}  ${formatBytes(peak)} estimated${beside}${held}\n  ${legend}\n`;
}

function stepRows({ step, roof, totals }: Profile): string[][] {
  const rows: string[][] = [];
  if (step) {
    const { untapped, phases, covered } = step;
    const range = `${formatDuration(untapped.lower)} to ${formatDuration(untapped.upper)}`;
    rows.push([
      'step',
      `${formatDuration(untapped.median)} (${range}, ${counted(step.steps, 'step')})`,
    ]);
    if (phases && covered !== undefined) {
      const { forward, backward, update } = phases;
      const parts = `forward ${formatDuration(forward.median)} · backward ${formatDuration(backward.median)} · update ${formatDuration(update.median)}`;
      rows.push(['', `${parts} · layers account for ${coveredText(covered)}`]);
    }
  }
  if (totals.macs && totals.flops) {
    const { macs, flops } = totals;
    rows.push([
      'counts',
      `forward ${formatMagnitude(macs.forward)} MACs, ${formatMagnitude(flops.forward)} FLOPs · backward ${formatMagnitude(macs.backward)} MACs, ${formatMagnitude(flops.backward)} FLOPs`,
    ]);
  }
  const weights = weightsText(totals.weightBytes);
  if (weights !== '') rows.push(['weights', weights]);
  if (roof)
    rows.push([
      'roof',
      `${formatMagnitude(roof.macsPerSecond)} MACs/s, ${formatMagnitude(roof.bytesPerSecond)}B/s: ridge at ${roof.ridge.toPrecision(3)} MACs per byte`,
    ]);
  return rows;
}

function fitText({ batches }: Profile, memoryBytes: number | undefined): string[] {
  if (!batches) return [];
  const { points, growsFrom } = batches;
  const rates = points
    .map((point) => `${point.batchSize}: ${formatRate(point.samplesPerSecond)}/s`)
    .join(' · ');
  const grows = `time grows with the batch from ${growsFrom} on`;
  const lines = [`samples by batch  ${rates} · ${grows}`];
  if (memoryBytes === undefined) return lines;
  const largest = largestBatch(batches, memoryBytes);
  if (largest === undefined) return lines;
  if (largest === 0) return [...lines, `No batch fits into ${formatBytes(memoryBytes)}.`];
  const { milliseconds, samplesPerSecond } = stepAt(batches, largest);
  return [
    ...lines,
    `Fits into ${formatBytes(memoryBytes)} up to batch ${formatCount(largest)}: about ${formatDuration(milliseconds)} a step, ${formatRate(samplesPerSecond)} samples/s.`,
  ];
}

/** The verdict on the budgets, broken ones first. */
export function budgetLines(report: Report, budget: Budget, colours: Colours): string[] {
  const { broken, unknown } = checkBudget(report, budget);
  const open = unknown.map((name) => `${budgetTitle(name)}: not measured, so its budget is open.`);
  if (Object.keys(budget).length > 0 && broken.length + open.length === 0)
    return [colours.green('Every budget is kept.')];
  return [...broken.map((each) => colours.red(brokenBudgetText(each, report))), ...open];
}

const gapLines = ({ notMeasured }: Report): string[] =>
  notMeasured
    .filter(({ quantity }) => quantity !== 'probe')
    .map((gap) => `not measured: ${quantityText(gap)}, ${sentenceOf(gap.reason)}`);

function header({ model, runtime }: Report, profile: Profile, colours: Colours): string {
  const { file, line, column } = model.source;
  const { batchSize, optimizer, loss, timed } = profile;
  const { framework, library, version, backend, device } = runtime;
  const how = `${backend} on ${device}, ${library} ${version}`;
  return table([
    [colours.bold(model.name), `${file}:${line}:${column}`],
    ['backend', how],
    ...(timed === 'lowered'
      ? [
          [
            '',
            colours.yellow(
              `timed as operations of ${library}, not in ${frameworkNames[framework]}`,
            ),
          ],
        ]
      : []),
    ['training', `batch ${batchSize}, ${optimizer}, ${loss}`],
    ...stepRows(profile),
  ]);
}

/** A profile for people: step, groups, dearest layers, memory, batches, findings, budgets. */
export function profileText(
  given: Report & Profiled,
  { memoryBytes, budget }: ProfileAsked,
  colours: Colours,
): string {
  const report = oneLined(given);
  const { profile } = report;
  const groups = groupCostTable(report);
  const lines = lineCostTable(report);
  const notes = [
    ...fitText(profile, memoryBytes),
    ...gapLines(report).map((line) => colours.dim(line)),
    ...budgetLines(report, budget, colours),
  ];
  const parts = [
    header(report, profile, colours),
    groups.rows.length > 1 ? costTable('groups', groups, MOST_GROUPS, colours) : '',
    costTable('layers', layerCostTable(report), MOST_LAYERS, colours),
    lines.rows.length > 1 ? costTable('lines', lines, MOST_LINES, colours) : '',
    profile.memory ? memoryBar(profile.memory, colours) : '',
    notes.map((line) => `${line}\n`).join(''),
    findingsText(report, colours),
  ];
  return wrappedLines(parts.filter((part) => part !== '').join('\n'), terminalColumns());
}
