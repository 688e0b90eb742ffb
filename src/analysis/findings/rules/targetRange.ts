import { lossInput } from '../../../shared/model/lossInput';
import type { Curve } from '../../../shared/network/operation';
import type { DataStatistics } from '../../../shared/report/probe';
import type { Facts } from '../facts/facts';
import { endOf, type OutputEnd } from '../facts/outputs';
import type { Symptom } from '../facts/symptom';

type Range = readonly [from: number, to: number];

/** The values that an activation can give. */
const ranges: { readonly [C in Curve]?: Range } = {
  rectifier: [0, Infinity],
  sigmoid: [0, 1],
  softmax: [0, 1],
  tanh: [-1, 1],
};

/** Targets this share of their standard deviation beyond the range are taken for noise. */
const MARGIN = 0.1;

/** The user's targets of a loss between values lie out of the last activation's reach: gives its bound. */
export function targetRange(facts: Facts): Symptom[] {
  return (facts.probe?.targets ?? []).flatMap((data) => {
    const loss = facts.losses.find(({ layer }) => layer === data.layer);
    const end = endOf(data.layer, facts.layer);
    const range = end && end.curve !== 'linear' ? ranges[end.curve] : undefined;
    if (!loss || !end || !range || lossInput(loss.name) !== 'values') return [];
    const found = isBeyond(data, range)
      ? ({ variant: 'unreachable', targets: [data.min, data.max] } as const)
      : severalClasses(end, data);
    if (!found) return [];
    const { variant, ...evidence } = found;
    const tell = () =>
      ({ variant, severity: 'warning', evidence: { loss: loss.name, ...evidence } }) as const;
    return [{ code: 'output-loss-mismatch', layers: [end.layer], tell }];
  });
}

/** Labels of several classes at once, where a softmax gives shares that sum to 1. */
function severalClasses({ curve, units = 1 }: OutputEnd, { whole, columns }: DataStatistics) {
  const sum = columns?.largestSum ?? 0;
  const isSeveral = curve === 'softmax' && units > 1 && whole && sum > 1;
  return isSeveral ? ({ variant: 'several-classes', sum } as const) : undefined;
}

const isBeyond = ({ min, max, std }: DataStatistics, [from, to]: Range): boolean =>
  min < from - MARGIN * std || max > to + MARGIN * std;
