import { channelCount } from '../../../shared/network/axes';
import { outputOf } from '../../flow/featureMap';
import { lossInput } from '../../../shared/model/lossInput';
import type { LayerNode } from '../../../shared/network/network';
import type { DataStatistics } from '../../../shared/report/probe';
import type { InputScale } from '../../../shared/report/causes';
import type { Limit } from '../../../shared/report/thresholds';
import type { Facts } from '../facts/facts';
import type { Symptom } from '../facts/symptom';

type Variant = InputScale['variant'];
type Judgement = readonly [Variant, ...Limit[]];

/** The user's data whose scale initial weights are not made for (LeCun et al. 1998, Efficient BackProp). */
export function inputScale(facts: Facts): Symptom[] {
  const { inputs = [], targets = [] } = facts.probe ?? {};
  return [
    ...inputs.flatMap((data) => symptomOf(data, facts, judgeInput(data, facts))),
    ...targets.flatMap((data) => symptomOf(data, facts, judgeTargets(data, facts))),
  ];
}

function symptomOf(
  data: DataStatistics,
  facts: Facts,
  judgement: Judgement | undefined,
): Symptom[] {
  if (!judgement) return [];
  const [variant, ...limits] = judgement;
  const { min, max, nonFinite } = data;
  const [principal, ...others] = limits;
  const largest = variant === 'column' ? data.columns?.largest : undefined;
  const { mean, std } = largest ?? data;
  const column = largest && { column: largest.at };
  return [
    {
      code: 'input-scale',
      layers: [facts.layer(data.layer)],
      tell: () => ({
        variant,
        severity: variant === 'not-finite' ? 'error' : 'warning',
        evidence: { min, max, mean, std, nonFinite, ...column },
        ...(principal && { limits: [principal, ...others] }),
      }),
    },
  ];
}

/** Brighter than this, whole numbers from 0 to 255 are bytes. */
const BRIGHT = 100;
const BYTE = 255;

function judgeInput(data: DataStatistics, facts: Facts): Judgement | undefined {
  const layer = facts.layer(data.layer);
  if (layer.operation.type !== 'input' || !layer.operation.carriesGradient) return undefined;
  if (data.nonFinite > 0) return ['not-finite'];
  const isConstant = data.std === 0;
  if (isConstant || isNormalised(layer, facts)) return undefined;
  return areBytes(data, layer) ? ['bytes'] : judgeSpread(data, facts);
}

/** Images that were resized or blurred hold bytes no longer whole. */
const areBytes = ({ whole, min, max }: DataStatistics, layer: LayerNode): boolean =>
  (whole || isImage(layer)) && min >= 0 && max > BRIGHT && max <= BYTE;

/** A map of two dimensions in gray, or in colours with or without their opacity. */
const isImage = (layer: LayerNode): boolean =>
  layer.outputShape[0]?.length === 4 && [1, 3, 4].includes(channelCount(outputOf(layer)) ?? 0);

function judgeSpread(
  { mean, std, columns }: DataStatistics,
  { thresholds }: Facts,
): Judgement | undefined {
  const { inputStdLow, inputStdHigh, inputOffset } = thresholds;
  if (std > inputStdHigh.value) return ['spread', inputStdHigh];
  if (std < inputStdLow.value) return ['spread', inputStdLow];
  if (Math.abs(mean) > inputOffset.value * std) return ['offset', inputOffset];
  const { largest } = columns ?? {};
  const isLarge = largest && Math.hypot(largest.mean, largest.std) > inputStdHigh.value;
  return isLarge ? ['column', inputStdHigh] : undefined;
}

/** Tells whether everything that reads an input first scales or normalises it. */
function isNormalised(layer: LayerNode, facts: Facts): boolean {
  const readers = facts.consumers(layer.id);
  return readers.length > 0 && readers.every((reader) => scales(reader, facts));
}

function scales(layer: LayerNode, facts: Facts): boolean {
  const { operation } = layer;
  if (operation.type === 'normalization') return true;
  if (operation.type !== 'passive') return false;
  if (operation.effect === 'scale') return true;
  return isNormalised(layer, facts);
}

/** Numbers far from 1 that a loss compares with plain values, and labels that were divided like the inputs. */
function judgeTargets(data: DataStatistics, facts: Facts): Judgement | undefined {
  if (data.nonFinite > 0) return ['not-finite'];
  const loss = facts.losses.find(({ layer }) => layer === data.layer);
  const takes = loss && lossInput(loss.name);
  const { inputStdHigh } = facts.thresholds;
  if (takes === 'values' && Math.hypot(data.mean, data.std) > inputStdHigh.value)
    return ['targets', inputStdHigh];
  const isDivided = takes === 'unitProbabilities' && !data.whole && data.max <= 1 / BRIGHT;
  return isDivided && data.max > 0 ? ['labels'] : undefined;
}
