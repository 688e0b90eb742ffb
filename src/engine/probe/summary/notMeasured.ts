import * as l10n from '@vscode/l10n';
import type { LayerId, LayerNode } from '../../../shared/network/network';
import type { CutShortcut, LayerProbe, Probe } from '../../../shared/report/probe';
import type { NotMeasured, SkipReport } from '../../../shared/report/report';
import type { ModelDescription } from '../../model/modelDescription';

const NO_PATH = l10n.t('no gradient path leads from the loss to here');
const NOT_FINITE = l10n.t('the gradient is not finite');
const NO_OUTPUT_GRADIENT = l10n.t('the gradient that comes in is zero or not finite');

const CUT = l10n.t('cut in this probe');
const LED_TO_CUT = l10n.t('it leads only to the shortcut that was cut in this probe');

/** Layers whose inputs are indices or that have none: a gain would mean nothing. */
const passesGradient = ({ operation }: LayerNode): boolean =>
  operation.type !== 'input' && operation.type !== 'source';
const isDiscrete = ({ operation }: LayerNode): boolean =>
  operation.type === 'input' && !operation.carriesGradient;

function layerGaps(node: LayerNode, probe: LayerProbe, noPath: string): NotMeasured[] {
  const gap = (quantity: string, reason: string): NotMeasured => ({
    quantity,
    layer: node.id,
    reason,
  });
  const gradient = probe.activationGradient;
  const gaps = probe.weights.flatMap((weight) => {
    if (!weight.gradient) return [gap(l10n.t('gradient of {0}', weight.name), noPath)];
    return weight.gradient.l2 === undefined
      ? [gap(l10n.t('gradient of {0}', weight.name), NOT_FINITE)]
      : [];
  });
  if (isDiscrete(node)) return gaps;
  if (!gradient) gaps.push(gap('activationGradient', noPath));
  else if (gradient.rms === undefined) gaps.push(gap('activationGradient', NOT_FINITE));
  if (gradient && probe.gain === undefined && passesGradient(node)) {
    gaps.push(gap('gain', NO_OUTPUT_GRADIENT));
  }
  return gaps;
}

/** What a cut shortcut would have carried. */
const cutGap = ({ to }: CutShortcut): NotMeasured => ({
  quantity: l10n.t('shortcut gradient'),
  layer: to,
  reason: CUT,
});

/** Everything that the probe of this network could not tell, and why; `idle` layers led only to a cut shortcut. */
export function gapsOf(
  { graph }: Pick<ModelDescription, 'graph'>,
  probe: Pick<Probe, 'layers' | 'forks' | 'cut'>,
  skips: SkipReport,
  idle: ReadonlySet<LayerId> = new Set(),
): NotMeasured[] {
  const { cut } = probe;
  const byLayer = new Map(probe.layers.map((layer) => [layer.layer, layer]));
  const seen = new Set(probe.forks.map(({ skip }) => skip));
  const missing = skips.items.filter(({ id }) => !seen.has(id));
  return [
    ...graph.layers.flatMap((node) => {
      const found = byLayer.get(node.id);
      const noPath = idle.has(node.id) ? LED_TO_CUT : NO_PATH;
      return found ? layerGaps(node, found, noPath) : [];
    }),
    ...(cut ? [cutGap(cut)] : []),
    ...missing.map(({ id, from }) => ({
      quantity: `fork ${id}`,
      layer: from,
      reason:
        id === cut?.skip
          ? CUT
          : l10n.t('no gradient came back through both the shortcut and the body'),
    })),
  ];
}
