import type { Finding, Report } from '../../../../src/shared/report/report';
import { limitOf } from '../../../../src/shared/report/thresholds';
import { writtenFinding } from '../../../support/findings';
import { ReportBuilder } from '../../../support/reportBuilder';

/** One residual block with a finding of each severity and a guessed argument. */
export function smallReport(): Report {
  const b = new ReportBuilder('small');
  const input = b.layer('InputLayer', [], { name: 'input' });
  const fork = b.layer('Conv2D', [input], { name: 'stem', parameters: 448 });
  const body = b.layer('Conv2D', [fork], { name: 'body', parameters: 2320 });
  const merge = b.layer('Add', [body, fork], { name: 'merge' });
  b.layer('Dense', [merge], { name: 'classes', parameters: 650, shape: [null, 10] });
  b.skip('identityAdd', fork, merge, { slot: 1 });
  const report = b.report((depth) => 10 ** (depth * 4 - 5));
  const finding = (code: Finding['code'], severity: Finding['severity'], layer: typeof fork) =>
    writtenFinding(code, layer, { severity, limits: [limitOf('vanishingRatio')] });
  return {
    ...report,
    model: {
      ...report.model,
      arguments: [...report.model.arguments, { name: 'size', value: [8, 8], origin: 'guess' }],
    },
    structure: {
      paths: { count: '2', shortest: 2, longest: 3 },
      uShape: [],
      denseGrowth: [],
      memory: { forwardPeakBytes: 196_608, trainingBytes: 262_184, heldBySkips: 1 / 3 },
    },
    findings: [
      finding('redundant-bias', 'info', fork),
      finding('vanishing-gradient', 'error', fork),
      finding('dead-relu', 'warning', body),
      finding('dead-relu', 'warning', merge),
    ],
  };
}
