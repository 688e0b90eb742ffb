import type { Message } from '../../../shared/base/message';
import type { LayerId, LayerNode } from '../../../shared/network/network';
import type { AblatedConnection, LayerProbe, Probe } from '../../../shared/report/probe';
import type { NotMeasured, SkipReport } from '../../../shared/report/report';
import { message } from '../../../shared/words/message';
import type { ModelDescription } from '../../model/modelDescription';

/** Layers whose inputs are indices or that have none: a gain would mean nothing. */
const passesGradient = ({ operation }: LayerNode): boolean =>
  operation.type !== 'input' && operation.type !== 'source';
const isDiscrete = ({ operation }: LayerNode): boolean =>
  operation.type === 'input' && !operation.carriesGradient;

function layerGaps(node: LayerNode, probe: LayerProbe, noPath: Message): NotMeasured[] {
  const layer = node.id;
  const gradient = probe.activationGradient;
  const notFinite = message('notMeasured.not-finite');
  const gaps = probe.weights.flatMap((weight): NotMeasured[] => {
    if (weight.gradient?.l2 !== undefined) return [];
    const reason = weight.gradient ? notFinite : noPath;
    return [{ quantity: 'gradient', weight: weight.name, layer, reason }];
  });
  if (isDiscrete(node)) return gaps;
  if (!gradient) gaps.push({ quantity: 'activationGradient', layer, reason: noPath });
  else if (gradient.rms === undefined)
    gaps.push({ quantity: 'activationGradient', layer, reason: notFinite });
  if (gradient && probe.gain === undefined && passesGradient(node)) {
    gaps.push({ quantity: 'gain', layer, reason: message('notMeasured.no-output-gradient') });
  }
  return gaps;
}

/** The gradient that a connection would have carried if the probe had not trained without it. */
const ablatedGap = ({ to }: AblatedConnection): NotMeasured => ({
  quantity: 'shortcutGradient',
  layer: to,
  reason: message('notMeasured.ablated'),
});

/** Every quantity that the probe of this network could not measure; `idle` layers led only to an ablated connection. */
export function gapsOf(
  { graph }: Pick<ModelDescription, 'graph'>,
  probe: Pick<Probe, 'layers' | 'forks' | 'ablated'>,
  skips: SkipReport,
  idle: ReadonlySet<LayerId> = new Set(),
): NotMeasured[] {
  const { ablated = [] } = probe;
  const byLayer = new Map(probe.layers.map((layer) => [layer.layer, layer]));
  const seen = new Set(probe.forks.map(({ skip }) => skip));
  const left = new Set(ablated.map(({ skip }) => skip));
  const missing = skips.items.filter(({ id }) => !seen.has(id));
  const noPath = message('notMeasured.no-path');
  const leadsNowhere = message('notMeasured.leads-to-ablated');
  return [
    ...graph.layers.flatMap((node) => {
      const found = byLayer.get(node.id);
      return found ? layerGaps(node, found, idle.has(node.id) ? leadsNowhere : noPath) : [];
    }),
    ...ablated.map(ablatedGap),
    ...missing.map(({ id, from }): NotMeasured => ({
      quantity: 'fork',
      skip: id,
      layer: from,
      reason: message(left.has(id) ? 'notMeasured.ablated' : 'notMeasured.one-sided-fork'),
    })),
  ];
}
