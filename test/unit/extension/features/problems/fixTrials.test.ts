import { describe, expect, it } from 'vitest';
import { InspectedText } from '../../../../../src/extension/core/sessions/inspectedText';
import { FixTrials, isTriable } from '../../../../../src/extension/features/problems/fixTrials';
import {
  standardProbe,
  type InspectRequest,
} from '../../../../../src/shared/protocol/inspectRequest';
import type { JobRunner } from '../../../../../src/shared/protocol/jobs';
import type { Finding, Report } from '../../../../../src/shared/report/report';
import { message } from '../../../../../src/shared/words/message';
import { plainChain } from '../../../../support/sampleReports';

const text = "dense(8, 'zeros')";
const start = text.indexOf("'zeros'");
const edit = {
  replacements: [{ start, end: start + "'zeros'".length, text: "'heNormal'" }],
  title: message('detection.change-initializer', { activation: 'relu', option: 'heNormal' }),
};
const request: InspectRequest = {
  root: '/work',
  file: '/work/net.js',
  site: 'net',
  text,
  arguments: {},
  backend: 'auto',
  probe: standardProbe,
};

const before = plainChain(3, () => 3e-10);
const after = plainChain(3, () => 2e-3);
const finding: Finding = {
  code: 'symmetric-weights',
  variant: 'stay',
  severity: 'error',
  layer: before.network.layers[1]!.id,
  limits: [],
  evidence: { layers: [before.network.layers[1]!.id], value: 0 },
};
const current = (asked: InspectRequest = request, value: Report = before) => ({
  finding,
  outcome: { value, text: new InspectedText(asked, 0) },
});

function trials() {
  const asked: unknown[] = [];
  let changes = 0;
  const run = ((job: unknown) => {
    asked.push(job);
    return Promise.resolve(after);
  }) as JobRunner['run'];
  const made = new FixTrials({ run }, () => {
    changes++;
  });
  return { made, asked, changes: () => changes };
}
const running = { progress: () => undefined, signal: new AbortController().signal };

describe('a quick fix that is tried', () => {
  it('is probed in the text with the edit, and told with its numbers', async () => {
    const { made, asked, changes } = trials();
    const said = await made.try(current(), edit, running);
    expect(asked).toEqual([{ kind: 'inspect', ...request, text: "dense(8, 'heNormal')" }]);
    expect(said).toContain('first layer’s gradient 6.6e-10 → 4.4e-3');
    expect(said).toContain('The finding is gone');
    expect(made.textOf(current())).toBe(said);
    expect(changes()).toBe(1);
  });

  it('is told of its own finding and report alone', async () => {
    const { made } = trials();
    await made.try(current(), edit, running);
    const other = { ...finding, layer: before.network.layers[2]!.id };
    expect(made.textOf({ ...current(), finding: other })).toBeUndefined();
    expect(made.textOf(current(request, plainChain(3)))).toBeUndefined();
  });

  it('is offered where the report has numbers of the text that is there', () => {
    expect(isTriable(current(), '/work/net.js')).toBe(true);
    expect(isTriable(current(), '/work/other.js')).toBe(false);
    expect(isTriable(current({ ...request, probe: null }), '/work/net.js')).toBe(false);
    const unprobed = Object.entries(before).filter(([name]) => name !== 'probe');
    const draft = Object.fromEntries(unprobed) as unknown as Report;
    expect(isTriable(current(request, draft), '/work/net.js')).toBe(false);
    const edited = current();
    edited.outcome.text.edited([], `${text} `);
    expect(isTriable(edited, '/work/net.js')).toBe(false);
  });
});
