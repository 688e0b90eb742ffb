import { describe, expect, it } from 'vitest';
import { currentFindings } from '../../../../../src/extension/core/standing/currentFindings';
import { InspectedText } from '../../../../../src/extension/core/sessions/inspectedText';
import type {
  Finding,
  FindingCode,
  Report,
  WrittenFinding,
} from '../../../../../src/shared/report/report';
import { request } from '../../../../support/fakeInspector';
import { writtenFinding } from '../../../../support/findings';
import { plainChain } from '../../../../support/sampleReports';

const { probe, ...network } = plainChain(5);
const [, first, second] = network.network.layers;
const finding = (code: FindingCode, change: Partial<WrittenFinding> = {}): Finding =>
  writtenFinding(code, first!.id, change);
const text = (): InspectedText => new InspectedText(request(), 0);
const measured = (findings: Finding[]) => ({
  value: { ...network, probe: probe!, findings } satisfies Report,
  text: text(),
});
const built = (findings: Finding[]) => ({ value: { ...network, findings }, text: text() });
const codes = (state: Parameters<typeof currentFindings>[0], levels = {}) =>
  currentFindings(state, levels).map((one) => `${one.finding.severity} ${one.finding.code}`);

describe('what is known of a model', () => {
  it('is what its probe found', () => {
    const probed = measured([finding('dead-relu', { severity: 'warning' })]);
    expect(codes({ report: probed, probed })).toEqual(['warning dead-relu']);
  });

  it('keeps what a probe measured until the next one, marked where the text has changed', () => {
    const probed = measured([finding('dead-relu', { severity: 'warning' })]);
    probed.text.edited([], 'edited');
    const state = { report: built([finding('redundant-bias')]), probed };
    expect(codes(state)).toEqual(['info redundant-bias', 'warning dead-relu']);
    expect(currentFindings(state, {}).map(({ isStale }) => isStale)).toEqual([false, true]);
  });

  it('forgets what the network alone told as soon as the network is another', () => {
    const probed = measured([finding('redundant-bias'), finding('deep-plain-stack')]);
    expect(codes({ report: built([]), probed })).toEqual([]);
  });

  it('forgets what was measured on a layer that is gone', () => {
    const probed = measured([finding('dead-relu', { layer: second!.id })]);
    const { layers } = network.network;
    const left = { ...network.network, layers: layers.filter(({ id }) => id !== second!.id) };
    const report = { ...built([]), value: { ...network, findings: [], network: left } };
    expect(codes({ report, probed })).toEqual([]);
  });

  it('has the severities that the user wants, worst first, and leaves out what is off', () => {
    const report = measured([
      finding('vanishing-gradient', { severity: 'error' }),
      finding('dead-relu', { severity: 'warning' }),
      finding('redundant-bias'),
    ]);
    const levels = { 'vanishing-gradient': 'off', 'redundant-bias': 'error' } as const;
    expect(codes({ report, probed: report }, levels)).toEqual([
      'error redundant-bias',
      'warning dead-relu',
    ]);
  });
});
