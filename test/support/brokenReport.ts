import type { RefusedLayer } from '../../src/shared/report/refused';
import type { Report } from '../../src/shared/report/report';
import { ReportBuilder } from './reportBuilder';

/** The projection that makes the branches of {@link brokenReport} fit. */
export const fit = { slot: 1, axes: 2, channels: 16, strides: 2 } as const;

/** A network that ends at `meet`, whose branches `conv` and `input` do not fit. */
export function brokenReport(known?: RefusedLayer['fit']): Report {
  const b = new ReportBuilder('broken');
  const x = b.layer('InputLayer', [], { shape: [null, 8, 8, 4], name: 'input' });
  const conv = b.layer('Conv2D', [x], { shape: [null, 4, 4, 16], parameters: 9, name: 'conv' });
  const layer = b.layer('Add', [conv, x], { name: 'meet' });
  const refused = { layer, slots: [0, 1], ...(known && { fit: known }) };
  const { schemaVersion, model, runtime, network, skips, notMeasured } = b.report();
  return { schemaVersion, model, runtime, network, skips, notMeasured, findings: [], refused };
}
