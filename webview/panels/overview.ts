import {
  counted,
  formatBytes,
  formatCount,
  formatMagnitude,
  formatMilliseconds,
} from '../../src/shared/report/format';
import { argumentOrigins } from '../../src/shared/report/argumentOrigins';
import { structureFacts } from '../../src/shared/report/structureText';
import type { Probe } from '../../src/shared/report/probe';
import type { Report } from '../../src/shared/report/report';
import type { Subject } from '../state/subject';
import { element } from './dom';
import { facts, known, section, type Fact } from './facts';

const optimizerOrigins: Readonly<Record<Probe['optimizerOrigin'], string>> = {
  default: 'chosen by default',
  model: 'from the model',
  user: 'chosen by you',
};

function networkFacts({ network, skips, backend }: Report): Fact[] {
  const { layers, parameters, flops, activationBytes } = network.totals;
  const { total, short, long } = skips.merges;
  return [
    ['Layers', formatCount(layers)],
    ['Parameters', formatCount(parameters)],
    ['MACs', known(flops, formatMagnitude)],
    ['Activations', known(activationBytes, formatBytes)],
    ['Skip merges', `${total} (${short} short, ${long} long)`],
    ['Connections', formatCount(skips.connections)],
    ['Backend', `${backend.name} on ${backend.device}, TensorFlow.js ${backend.version}`],
  ];
}

function probeFacts({ probe }: Report): Fact[] {
  if (!probe) return [];
  const { steps } = probe.milliseconds;
  const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
  const optimizer = `${probe.optimizer}, learning rate ${probe.learningRate}`;
  return [
    [
      'Probe',
      `${counted(probe.steps, 'step')} × ${counted(probe.seeds, 'seed')}, batch ${probe.batchSize}, ${probe.data} data`,
    ],
    ['Loss', probe.loss.name],
    ['Optimizer', `${optimizer}, ${optimizerOrigins[probe.optimizerOrigin]}`],
    ['Step time', steps.length > 0 ? formatMilliseconds(mean) : undefined],
  ];
}

/** What two compared reports have in common, and what only one of them has. */
function comparedFacts({ comparing, report }: Subject): Fact[] {
  if (!comparing) return [];
  const { before, layers, skips } = comparing.comparison;
  const both = (of: (totals: Report['network']['totals']) => number): string =>
    `${formatCount(of(before.network.totals))} → ${formatCount(of(report.network.totals))}`;
  const changed = (added: readonly unknown[], removed: readonly unknown[]): string =>
    `${formatCount(added.length)} added, ${formatCount(removed.length)} removed`;
  return [
    ['Before', before.model.name],
    ['Layers', both((totals) => totals.layers)],
    ['', `${formatCount(layers.before.size)} in both, ${changed(layers.added, layers.removed)}`],
    ['Parameters', both((totals) => totals.parameters)],
    ['Skips', changed(skips.added, skips.removed)],
  ];
}

const listed = (title: string, rows: readonly Fact[]): HTMLElement[] =>
  rows.length > 0 ? [section(title, facts(rows))] : [];

const MOST_REASONS = 12;

/** What is known about the network as a whole. */
export function overview(subject: Subject): HTMLElement[] {
  const { report } = subject;
  const own = [...networkFacts(report), ...structureFacts(report), ...probeFacts(report)];
  const { model, backend, notMeasured } = report;
  return [
    element('h2', {}, model.name),
    element('p', { class: 'source' }, `${model.source.file}:${model.source.line}`),
    ...listed('Compared', comparedFacts(subject)),
    ...(subject.comparing ? listed('After', own) : [facts(own)]),
    ...listed(
      'Arguments',
      model.arguments.map(({ name, value, origin }) => [
        name,
        `${JSON.stringify(value)} (${argumentOrigins[origin]})`,
      ]),
    ),
    ...listed(
      'Better backends',
      backend.tried.map(({ name, reason }) => [name, reason]),
    ),
    ...listed(
      'Not measured',
      notMeasured
        .slice(0, MOST_REASONS)
        .map(({ quantity, layer, reason }) => [
          layer ? `${quantity} of ${layer}` : quantity,
          reason,
        ]),
    ),
  ];
}
