import { costFindingCodes } from './costFindings';
import type { Quantity } from './notMeasured';
import type { Finding, Report } from './report';

const costCodes: ReadonlySet<string> = new Set(costFindingCodes);
const isOfCost = ({ code }: Finding): boolean => costCodes.has(code);

/** The quantities that only a profile has. */
const costQuantities: ReadonlySet<string> = new Set([
  'stepTime',
  'layerTime',
  'trainingMemory',
  'measuredPeak',
  'roof',
  'batches',
] satisfies Quantity[]);

/** Everything that has to be equal for the numbers of one report to hold for the network of another. */
const identityOf = ({ network, runtime, model }: Report): string =>
  JSON.stringify([
    network.layers.map(({ id, kind, outputShape, inputs, source }) => ({
      id,
      kind,
      outputShape,
      inputs,
      source,
    })),
    network.groups,
    model.arguments,
    runtime.backend,
    runtime.device,
  ]);

/** Tells whether two reports are about the same network, made at the same lines, on the same device. */
export const isSameNetwork = (a: Report, b: Report): boolean => identityOf(a) === identityOf(b);

/**
 * One report with the numbers of two: the network and the gradients of `inspected`, time and memory of `profiled`.
 * Both must be about the {@link isSameNetwork | same network}.
 */
export function joinProfile(inspected: Report, profiled: Report): Report {
  const { profile } = profiled;
  if (!profile) return inspected;
  const isGap = ({ quantity }: Report['notMeasured'][number]): boolean =>
    costQuantities.has(quantity);
  return {
    ...inspected,
    profile,
    findings: [
      ...inspected.findings.filter((finding) => !isOfCost(finding)),
      ...profiled.findings.filter(isOfCost),
    ],
    notMeasured: [
      ...inspected.notMeasured.filter((gap) => !isGap(gap)),
      ...profiled.notMeasured.filter(isGap),
    ],
  };
}
