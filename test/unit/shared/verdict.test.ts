import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src/shared/report/report';
import { findingCodes } from '../../../src/shared/report/finding';
import { cutText } from '../../../src/shared/words/verdict/cutText';
import { findingLabel } from '../../../src/shared/words/verdict/findingLabels';
import {
  verdictMark,
  verdictOf,
  verdictOfFailure,
  verdictText,
} from '../../../src/shared/words/verdict/verdict';
import { writtenFinding } from '../../support/findings';
import { fading, plainChain, resnet, withCut } from '../../support/sampleReports';

const without = (report: Report): Report => ({ ...report, findings: [] });
const unprobed = (report: Report): Report => {
  const { probe, ...rest } = without(report);
  expect(probe).toBeDefined();
  return rest;
};

describe('the verdict', () => {
  it('on a healthy network with shortcuts is the share that they carry', () => {
    expect(verdictText(verdictOf(without(resnet(2))))).toMatch(
      /^Healthy: 6 shortcuts carry \d+–\d+ % of the gradient\.$/,
    );
  });

  it('on a healthy network without one is the range of its gradients', () => {
    expect(verdictText(verdictOf(without(plainChain(5))))).toMatch(
      /^Healthy: \d weighted layers with gradients of \d\.\de-\d–\d\.\de-\d\.$/,
    );
  });

  it('waits while the first numbers come in', () => {
    const report = without(resnet(2));
    const planned = { steps: 3, seeds: 3 };
    const loss = { name: 'mse', values: [[1]] };
    const verdict = verdictOf({ ...report, probe: { ...report.probe!, loss, planned } });
    expect(verdict).toMatchObject({ standing: 'unprobed', layers: [] });
    expect(verdictText(verdict)).toBe('Numbers of 1 of 9 steps so far; findings follow.');
  });

  it('says how much of it was measured, where that is not all', () => {
    const report = without(plainChain(5));
    const probe = report.probe!;
    const layers = probe.layers.map((layer, at) => ({
      ...layer,
      weights: layer.weights.map(({ gradient, ...weight }) => ({
        ...weight,
        ...(at !== 2 && gradient ? { gradient } : {}),
      })),
    }));
    const sentence = verdictText(verdictOf({ ...report, probe: { ...probe, layers } }));
    expect(sentence).toMatch(/^Healthy as far as measured: \d of \d weighted layers/);
  });

  it('on a network that was not probed says that, or why', () => {
    const report = unprobed(resnet(2));
    expect(verdictText(verdictOf({ ...report, notMeasured: [] }))).toBe(
      `Not probed yet: ${report.network.layers.length} layers and 6 skips. Probe the gradients to see how it learns.`,
    );
    const reason = { code: 'notMeasured.failed', values: { failure: 'out of memory.' } };
    const failed = verdictOf({ ...report, notMeasured: [{ quantity: 'probe', reason }] });
    expect(verdictText(failed)).toBe('Not probed: it failed: out of memory.');
    expect(failed.standing).toBe('unprobed');
  });

  it('on a network that ends at a line that fails says so', () => {
    const values = { file: 'net.py', line: 3, reason: 'RuntimeError: no.' };
    const reason = { code: 'python.up-to', values };
    const ended = verdictOf({
      ...unprobed(resnet(2)),
      notMeasured: [{ quantity: 'probe', reason }],
    });
    expect(ended.standing).toBe('failed');
    expect(verdictText(ended)).toBe(
      'Could not be built: The graph ends at line 3 of net.py. RuntimeError: no.',
    );
  });

  it('is the worst error or warning, and no remark', () => {
    const report = resnet(2);
    const [, first, second] = report.network.layers;
    const remark = writtenFinding('redundant-bias', first!.id);
    const warning = writtenFinding('dead-relu', second!.id, { severity: 'warning' });
    const both: Report = { ...report, findings: [remark, warning] };
    expect(verdictOf(both)).toMatchObject({ standing: 'found', finding: warning });
    expect(verdictOf({ ...report, findings: [remark] }).standing).toBe('healthy');
    expect(verdictOf(both, { findings: [] }).standing).toBe('healthy');
  });

  it('names the present line, the file where it is another, and the layer where there is no line', () => {
    const report = fading({});
    const place = (change: Partial<Report>, now?: number): string =>
      verdictOf(
        { ...report, ...change },
        now === undefined ? {} : { placeNow: (at) => ({ ...at, line: now }) },
      ).sentence;
    expect(place({})).toContain('line 2 gets');
    expect(place({}, 9)).toContain('line 9 gets');
    const { model, network } = report;
    const source = { ...model.source, file: 'models/main.ts' };
    expect(place({ model: { ...model, source } })).toContain('sample.ts:2 gets');
    const layers = network.layers.map((layer) => ({ ...layer, source: [] }));
    expect(place({ network: { ...network, layers } })).toContain(`${layers[1]!.name} gets`);
  });

  it('on a fading gradient says how much less the first layer gets, why, and the one thing to do', () => {
    const verdict = verdictOf(fading({ sigmoids: 5 }));
    expect(verdictText(verdict)).toBe(
      'Vanishing gradient: line 2 gets 1,600× less than the last layer, because of 5 sigmoids on the way. Use ReLU with He initialisation.',
    );
    expect(verdictMark(verdict)).toBe('▲');
    expect(verdict.layers).toContain(verdict.finding?.layer);
  });

  it('names no cause where none is known', () => {
    expect(verdictOf(fading({})).sentence).toMatch(
      /than the last layer, after \d weighted layers\.$/,
    );
    expect(verdictOf(fading({ sigmoids: 5, smallGain: 0.2 })).sentence).toContain(
      'pass on only 0.20',
    );
  });

  it('on a model that could not be built is its failure', () => {
    const verdict = verdictOfFailure({ code: 'timed-out', detail: '60 s' });
    expect(verdict.sentence).toMatch(/^Could not be built: .+\.$/);
    expect(verdictMark(verdict)).toBe('✖');
  });
});

describe('what a shortcut was worth', () => {
  const whole = resnet(1);
  const cut = withCut(whole, 0);
  const losing = (last: number): Report => ({
    ...cut,
    probe: {
      ...cut.probe!,
      loss: { ...cut.probe!.loss, values: [1, 2, 3].map(() => [2.3, last]) },
    },
  });

  it('is one sentence of the first gradient and the loss, within or beyond what the seeds differ by', () => {
    expect(cutText(whole, cut)).toMatch(
      /^Without .+ → .+ the gradient of the first layer is ×1\.0, and the loss after 3 steps goes from \d.* to \d.*: within the spread of the seeds\.$/,
    );
    expect(cutText(whole, losing(9))).toMatch(/to 9: beyond the spread of the seeds\.$/);
  });

  it('is unknown where nothing was cut', () => {
    expect(cutText(whole, whole)).toBeUndefined();
  });
});

describe('the label of a finding', () => {
  it('is at most six words, and another one for each code', () => {
    const labels = findingCodes.map(findingLabel);
    expect(new Set(labels).size).toBe(labels.length);
    expect(labels.filter((label) => label.split(' ').length > 6)).toEqual([]);
  });
});
