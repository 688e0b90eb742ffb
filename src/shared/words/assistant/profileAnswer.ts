import { coveredText } from '../profileWords';
import { frameworkNames } from '../../model/framework';
import {
  memoryParts,
  type BatchFit,
  type ByPass,
  type Profile,
  type TrainingMemory,
} from '../../report/profile';
import {
  bothPasses,
  costRank,
  largestBatch,
  lineCosts,
  stepAt,
  sumCosts,
  type SummedCost,
} from '../../report/profileSums';
import type { Report } from '../../report/report';
import {
  formatBytes,
  counted,
  formatCount,
  formatMagnitude,
  formatShare,
  shortName,
} from '../format';
import { formatDuration, formatRate, type Profiled } from '../profileTables';
import { answerText, type AnswerPart } from './answer';
import { assumedPart, atLayer, findingsPart, gapsPart, modelLine } from './inspectAnswer';

const MOST_LINES = 12;
const MOST_LAYERS = 12;
const MOST_OWNERS = 6;

function stepLines({ runtime, profile }: Report & Profiled): string[] {
  const { step, batchSize, optimizer, loss, timed } = profile;
  if (!step) return [`The time of a step was not measured (batch ${batchSize}).`];
  const { untapped, phases, covered } = step;
  const range = `half of ${counted(step.steps, 'step')} took ${formatDuration(untapped.lower)} to ${formatDuration(untapped.upper)}`;
  const lowered =
    timed === 'lowered'
      ? ` Timed as operations of ${runtime.library}, not in ${frameworkNames[runtime.framework]}: times there differ.`
      : '';
  return [
    `A training step takes ${formatDuration(untapped.median)} (${range}) at batch ${batchSize}, with ${optimizer} and ${loss}.${lowered}`,
    ...(phases && covered !== undefined
      ? [
          `Forward ${formatDuration(phases.forward.median)}, backward ${formatDuration(phases.backward.median)}, update ${formatDuration(phases.update.median)}; of the step, layers and loss account for ${coveredText(covered)}.`,
        ]
      : []),
  ];
}

const passes = ({ forward, backward }: ByPass, unit: string): string =>
  `${formatMagnitude(forward)} ${unit} forward, ${formatMagnitude(backward)} backward`;

function countLines({ totals, batchSize }: Profile): string[] {
  const { macs, flops } = totals;
  if (!macs || !flops) return [];
  return [
    `Counts at batch ${batchSize}: ${passes(macs, 'MACs')}; ${passes(flops, 'FLOPs')} (1 MAC is 2 FLOPs).`,
  ];
}

function memoryLines({ parts, peak, measured, heldBySkips }: TrainingMemory): string[] {
  const by = memoryParts
    .filter((part) => parts[part] > 0)
    .map((part) => `${part} ${formatBytes(parts[part])}`)
    .join(', ');
  const beside = measured ? `; measured ${formatBytes(measured.bytes)}` : '';
  const held = heldBySkips > 0 ? ` Skip connections alone hold ${formatShare(heldBySkips)}.` : '';
  return [
    `Peak memory of a step: ${formatBytes(peak)} estimated from shapes (${by})${beside}.${held}`,
  ];
}

/** Memory as the user wrote it. */
export interface AskedMemory {
  readonly text: string;
  readonly bytes: number;
}

/** Beyond so many times the largest measured batch, a line tells nothing of the time. */
const STRETCH = 8;

function fitText(batches: BatchFit, { text, bytes }: AskedMemory): string[] {
  const largest = largestBatch(batches, bytes);
  if (largest === undefined) return [`Which batch fits into ${text} is not known.`];
  if (largest === 0) return [`No batch fits into ${text}.`];
  const sizes = batches.points.map(({ batchSize }) => batchSize);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  const along = `along a line through batches of ${least} to ${most}`;
  const fits = `Into ${text} fits a batch of up to about ${formatCount(largest)} (${along})`;
  if (largest > STRETCH * most) return [`${fits}; its time is not known.`];
  return [`${fits}, about ${formatDuration(stepAt(batches, largest).milliseconds)} a step.`];
}

/** Throughput by batch, and the batch that fits into the memory that was asked for. */
function batchLines({ batches }: Profile, memory: AskedMemory | undefined): string[] {
  if (!batches) return [];
  const rates = batches.points
    .map(({ batchSize, samplesPerSecond }) => `${formatRate(samplesPerSecond)} at ${batchSize}`)
    .join(', ');
  return [
    ...(memory ? fitText(batches, memory) : []),
    `Samples per second by batch: ${rates}. Most of a step's time grows with the batch from ${batches.growsFrom} on.`,
  ];
}

/** Time, share, passes and counts of some layers. */
function costText({ counts, time }: SummedCost): string {
  const macs = bothPasses(counts.macs);
  const { activationBytes } = counts;
  return [
    time
      ? `${formatDuration(time.total)} (${formatShare(time.share)} of a step; forward ${formatDuration(time.forward)}, backward ${formatDuration(time.backward)})`
      : [],
    macs === undefined ? [] : `${formatMagnitude(macs)} MACs`,
    activationBytes === undefined ? [] : `${formatBytes(activationBytes)} outputs`,
  ]
    .flat()
    .join(', ');
}

function linesPart({ network, profile }: Profiled): AnswerPart {
  const lines = [...lineCosts(network, profile)]
    .sort(([, a], [, b]) => costRank(b) - costRank(a))
    .map(([line, cost]) => `${line}: ${counted(cost.layers.length, 'layer')}, ${costText(cost)}`);
  return {
    title: `Lines of the source, the dearest first, at batch ${profile.batchSize}, MACs forward and backward:`,
    lines,
    most: MOST_LINES,
    rest: 'lines that cost less',
  };
}

function layersPart({ network, profile }: Profiled): AnswerPart {
  const byId = new Map(network.layers.map((layer) => [layer.id, layer]));
  const lines = profile.layers
    .map((cost) => ({ layer: byId.get(cost.layer), cost: sumCosts([cost]) }))
    .sort((a, b) => costRank(b.cost) - costRank(a.cost))
    .flatMap(({ layer, cost }) =>
      layer ? `${shortName(layer)} (${layer.kind})${atLayer(layer)}: ${costText(cost)}` : [],
    );
  return {
    title: 'Layers, the dearest first:',
    lines,
    most: MOST_LAYERS,
    rest: 'layers that cost less',
  };
}

function ownersPart({ network, profile }: Profiled): AnswerPart {
  const byId = new Map(network.layers.map((layer) => [layer.id, layer]));
  const lines = (profile.memory?.owners ?? []).flatMap(({ layer: id, bytes, heldBySkip }) => {
    const layer = byId.get(id);
    if (!layer) return [];
    const held = heldBySkip ? ', held by a skip connection alone' : '';
    return `${shortName(layer)}${atLayer(layer)}: ${formatBytes(bytes)}${held}`;
  });
  return {
    title: 'Layers whose tensors are alive at the peak, the largest first:',
    lines,
    most: MOST_OWNERS,
    rest: 'layers with fewer bytes',
  };
}

/** The parts of an answer on a profile: step, memory, batches, findings, lines, layers and gaps. */
export function profileParts(report: Report & Profiled, memory?: AskedMemory): AnswerPart[] {
  const { profile } = report;
  return [
    { lines: [...stepLines(report), ...(profile.memory ? memoryLines(profile.memory) : [])] },
    { lines: [...batchLines(profile, memory), ...countLines(profile), modelLine(report)] },
    assumedPart(report),
    findingsPart(report),
    linesPart(report),
    ownersPart(report),
    // No gradient is measured in a profile.
    gapsPart(report, ({ quantity }) => quantity !== 'probe'),
    layersPart(report),
  ];
}

/** A profile in words, short enough for an assistant. */
export const profileAnswer = (report: Report & Profiled, memory?: AskedMemory): string =>
  answerText(profileParts(report, memory));
