import { medianOf } from '../../../shared/base/statistics';
import type { LayerNode } from '../../../shared/network/network';
import type { ActivationProbe } from '../../../shared/report/probe';
import type { Facts } from '../facts/facts';
import { kernelsOf } from '../facts/kernels';
import type { Symptom } from '../facts/symptom';

type Share = 'deadShare' | 'saturatedShare';

/** Rectified layers most of whose units are zero on (almost) every sample (SageMaker Debugger). */
export function deadRelu(facts: Facts): Symptom[] {
  const { deadShare, deadInputs } = facts.thresholds;
  const layers = facts.graph.layers.filter(
    (layer) => surelyDead(facts, layer) > deadShare.value && !isLeftAlone(layer, facts),
  );
  const sometimes = diesByChance(facts, new Set(layers));
  if (layers.length === 0) return sometimes;
  return [
    ...sometimes,
    {
      code: 'dead-relu',
      layers,
      tell: (left) => ({
        severity: 'warning',
        evidence: {
          deadShare: medianShare(facts, left[0], 'deadShare') ?? 0,
          ...biasStart(left[0], facts),
        },
        limits: [deadShare, deadInputs],
      }),
    },
  ];
}

/** Layers that some draws of weights and data start with all units dead: whether they learn is chance. */
function diesByChance(facts: Facts, surely: ReadonlySet<LayerNode>): Symptom[] {
  return facts.graph.layers.flatMap((layer): Symptom[] => {
    const seeds = facts.measured(layer.id)?.history.deadShare ?? [];
    const draws = seeds.filter((steps) => steps.length > 0 && steps.every((share) => share === 1));
    const isChance = draws.length > 0 && draws.length * 2 <= seeds.length;
    if (!isChance || surely.has(layer) || isLeftAlone(layer, facts)) return [];
    return [
      {
        code: 'dead-relu',
        layers: [layer],
        tell: () => ({
          severity: 'info',
          evidence: {
            deadShare: medianShare(facts, layer, 'deadShare') ?? 0,
            deadDraws: { draws: draws.length, of: seeds.length },
          },
        }),
      },
    ];
  });
}

/**
 * The narrow layer of a squeeze-and-excite gate (Hu et al. 2018) sees means of rectified maps, which are all
 * positive and hardly differ from sample to sample: each of its units is dead at the start with even odds.
 */
function isLeftAlone(layer: LayerNode, facts: Facts): boolean {
  const isByBias = biasStart(layer, facts).biasStart !== undefined;
  return !isByBias && readsPooled(layer, facts) && leadsToGate(layer, facts);
}

function readsPooled({ operation, inputs: [input] }: LayerNode, facts: Facts): boolean {
  const before = input && facts.layer(input.layer);
  if (!before) return false;
  if (before.operation.type === 'pool') return before.operation.global;
  const passes = operation.type === 'activation' || before.operation.type === 'passive';
  return passes && readsPooled(before, facts);
}

/** The next weighted layer, or the curve behind it, is a sigmoid. */
function leadsToGate({ id }: LayerNode, facts: Facts): boolean {
  const [next, ...others] = facts.consumers(id);
  if (!next || others.length > 0) return false;
  const { operation } = next;
  const curve =
    operation.type === 'transform' || operation.type === 'activation'
      ? operation.activation.curve
      : undefined;
  return curve === 'sigmoid' || (operation.type !== 'merge' && leadsToGate(next, facts));
}

/** A bias below this keeps units of a signal of about unit variance at zero by itself. */
const HEAVY = -3;

/** The bias that units started with, of the layer or of the one before its rectifier, if it is the cause. */
function biasStart(layer: LayerNode, facts: Facts): { readonly biasStart?: number } {
  const [input] = layer.inputs;
  const owner = layer.operation.type === 'activation' && input ? facts.layer(input.layer) : layer;
  const kernels = new Set(kernelsOf(owner, facts));
  const biases = (facts.measured(owner.id)?.weights ?? []).filter((each) => !kernels.has(each));
  const heavy = biases.flatMap(({ initial }) =>
    initial && initial.mean + initial.std < HEAVY ? [initial.mean] : [],
  );
  return heavy[0] === undefined ? {} : { biasStart: heavy[0] };
}

/** A healthy unit may fire on this share of the inputs only: rectified layers are sparse (Glorot et al. 2011). */
const RARE = 0.05;

/**
 * The share of units that are dead in the last step and in the one before it, the median over the seeds: a
 * layer that is left out at random gives nothing in one of them (Huang et al. 2016).
 */
function lastingShare({ measured }: Facts, { id }: LayerNode): number | undefined {
  const seeds = (measured(id)?.history.deadShare ?? []).map((steps) =>
    Math.min(...steps.slice(-2).map((share) => share ?? 1)),
  );
  return medianOf(seeds);
}

/** The share of dead units less those that fire, but happen not to on as few inputs as the probe took. */
function surelyDead(facts: Facts, layer: LayerNode): number {
  const last = medianShare(facts, layer, 'deadShare') ?? 0;
  const seen = Math.min(last, lastingShare(facts, layer) ?? last);
  const [, ...extents] = layer.outputShape[0] ?? [];
  const places = extents.slice(0, -1).reduce<number>((all, extent) => all * (extent ?? 1), 1);
  const silent = (1 - RARE) ** ((facts.probe?.batchSize ?? 1) * places);
  return (seen - silent) / (1 - silent);
}

/** Layers most of whose sigmoid or tanh units sit where the derivative is almost zero (SageMaker Debugger). */
export function saturated(facts: Facts): Symptom[] {
  const { saturatedShare, flatSlope } = facts.thresholds;
  const layers = layersAbove(facts, 'saturatedShare', saturatedShare.value);
  if (layers.length === 0) return [];
  return [
    {
      code: 'saturated',
      layers,
      tell: (left) => ({
        severity: 'warning',
        evidence: { saturatedShare: medianShare(facts, left[0], 'saturatedShare') ?? 0 },
        limits: [saturatedShare, flatSlope],
      }),
    },
  ];
}

/** A median above the limit: it holds for at least half of the seeds. */
function layersAbove(facts: Facts, share: Share, limit: number): LayerNode[] {
  return facts.graph.layers.filter((layer) => (medianShare(facts, layer, share) ?? 0) > limit);
}

function medianShare({ measured }: Facts, { id }: LayerNode, share: Share): number | undefined {
  const activation: ActivationProbe | undefined = measured(id)?.activation;
  return activation?.spread?.[share]?.median ?? activation?.[share];
}
