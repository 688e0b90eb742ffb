import { medianOf } from '../../base/statistics';
import * as l10n from '@vscode/l10n';
import type { Probe } from '../../report/probe';
import type { Report } from '../../report/report';
import { probeByLayer, weightGradientRms } from '../../report/selectors';
import { counted, formatRatio, shortName } from '../format';
import { formatLoss } from '../lossText';

/** The worth of a shortcut, from a probe with it and one without; `undefined` if nothing was cut or measured. */
export function cutText(before: Report, after: Report): string | undefined {
  const [cut] = after.probe?.ablated ?? [];
  if (!cut || !before.probe || !after.probe) return undefined;
  const values = {
    ends: `${nameOf(before, cut.from)} → ${nameOf(before, cut.to)}`,
    ratio: formatRatio(firstGradientRatio(before, after)),
  };
  return withLosses(values, before.probe, after.probe);
}

interface Values {
  readonly ends: string;
  readonly ratio: string;
}

function withLosses(values: Values, before: Probe, after: Probe): string {
  const [old, now] = [lastLosses(before), lastLosses(after)];
  const [from, to] = [medianOf(old), medianOf(now)];
  if (from === undefined || to === undefined) {
    return l10n.t('Without {ends} the gradient of the first layer is {ratio}.', { ...values });
  }
  const losses = {
    ...values,
    steps: counted(before.steps, 'step'),
    from: formatLoss(from),
    to: formatLoss(to),
  };
  if (old.length < 2) {
    return l10n.t(
      'Without {ends} the gradient of the first layer is {ratio}, and the loss after {steps} goes from {from} to {to}.',
      losses,
    );
  }
  return Math.min(...old) <= to && to <= Math.max(...old)
    ? l10n.t(
        'Without {ends} the gradient of the first layer is {ratio}, and the loss after {steps} goes from {from} to {to}: within the spread of the seeds.',
        losses,
      )
    : l10n.t(
        'Without {ends} the gradient of the first layer is {ratio}, and the loss after {steps} goes from {from} to {to}: beyond the spread of the seeds.',
        losses,
      );
}

function nameOf({ network }: Report, id: string): string {
  const layer = network.layers.find((one) => one.id === id);
  return layer ? shortName(layer) : id;
}

/** RMS ∂L/∂W of the first layer with weights, after ÷ before. */
function firstGradientRatio(before: Report, after: Report): number | undefined {
  const probes = probeByLayer(before);
  const first = before.network.layers.find(({ id }) => probes.get(id)?.weights.length);
  const [old, now] = [first && probes.get(first.id), first && probeByLayer(after).get(first.id)];
  const [from, to] = [old && weightGradientRms(old), now && weightGradientRms(now)];
  return from && to !== undefined ? to / from : undefined;
}

const lastLosses = ({ loss }: Probe): readonly number[] =>
  loss.values.flatMap((steps) => steps.at(-1) ?? []);
