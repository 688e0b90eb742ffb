import * as l10n from '@vscode/l10n';
import type { Finding, Report } from '../report/report';
import { probeByLayer, weightGradientRms } from '../report/selectors';
import { formatGradient } from './format';
import { lossText } from './lossText';

/** A probe with an edit that was tried for a finding. */
export interface Trial {
  readonly finding: Finding;
  /** The edit, in a few words. */
  readonly edit: string;
  readonly before: Report;
  readonly after: Report;
}

/** The effect of an edit in numbers: the finding, the gradient of the first layer that learns, the loss. */
export function trialText({ finding, edit, before, after }: Trial): string {
  const stays = after.findings.some(
    ({ code, layer }) => code === finding.code && layer === finding.layer,
  );
  const values = {
    edit,
    gradient: `${formatGradient(firstGradient(before))} → ${formatGradient(firstGradient(after))}`,
    before: loss(before),
    after: loss(after),
  };
  return stays
    ? l10n.t(
        'Tried: {edit}. The finding stays; first layer’s gradient {gradient}, loss {before} before and {after} after.',
        values,
      )
    : l10n.t(
        'Tried: {edit}. The finding is gone; first layer’s gradient {gradient}, loss {before} before and {after} after.',
        values,
      );
}

const loss = ({ probe }: Report): string => (probe ? lossText(probe) : formatGradient(undefined));

/** RMS ∂L/∂W of the first layer that has any, in the last step. */
function firstGradient(report: Report): number | undefined {
  const probes = probeByLayer(report);
  const first = report.network.layers.find(({ id }) => probes.get(id)?.weights.length);
  const probe = first && probes.get(first.id);
  return probe && weightGradientRms(probe);
}
