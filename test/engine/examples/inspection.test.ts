import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Finding, MergeCounts } from '../../../src/shared/report/report';
import { inspectExample, problems, root, tooWide } from './inspectExample';

/** Remarks on the network itself; those on the steps of the probe's own optimizer vary with its data. */
const remarks = (findings: readonly Finding[]) =>
  findings
    .filter(({ severity }) => severity === 'info')
    .map(({ code }) => code)
    .filter((code) => code !== 'update-ratio');

interface Expected {
  readonly skips?: Partial<Omit<MergeCounts, 'total'>>;
  readonly connections?: number;
  readonly findings?: string[];
  readonly remarks?: string[];
}

const examples: Record<string, Expected> = {
  resnet20: {
    skips: { identityAdd: 7, projectionAdd: 2, short: 9 },
    remarks: ['redundant-bias'],
  },
  resnet56: { skips: { identityAdd: 25, projectionAdd: 2, short: 27 } },
  plain20: {},
  plain56: { findings: ['deep-plain-stack'] },
  resnet50bottleneck: { skips: { identityAdd: 12, projectionAdd: 4, short: 16 } },
  densenet: { skips: { concat: 36, short: 36 }, connections: 3 * 78 },
  unet: { skips: { concat: 4, long: 4 } },
  // TensorFlow.js has no gradient of its transposed convolutions.
  unet3d: { skips: { concat: 2, long: 2 }, remarks: ['never-trained'] },
  highway: { skips: { gated: 10, short: 10 } },
  transformer: { skips: { identityAdd: 8, short: 8 } },
  mobilenetv2: { skips: { identityAdd: 10, short: 10 } },
  inception: {},
  sigmoidMlp: { findings: ['vanishing-gradient'] },
  explodingMlp: { findings: ['exploding-gradient'] },
  lstm: {},
};

describe('an example gives its skips and its findings, and no others', () => {
  it.each(Object.entries(examples))('%s', async (name, expected) => {
    const { skips = {}, connections, findings } = expected;
    const report = await inspectExample(name);
    const { short = 0, long = 0 } = skips;
    const none = { identityAdd: 0, projectionAdd: 0, concat: 0, gated: 0, projectionConcat: 0 };
    expect(report.skips.merges).toEqual({ ...none, ...skips, short, long, total: short + long });
    expect(report.skips.connections).toBe(connections ?? short + long);
    expect(problems(report.findings)).toEqual(findings ?? []);
    expect(tooWide(report)).toEqual([]);
    expect(remarks(report.findings)).toEqual(expected.remarks ?? []);
  });
});

describe('the findings of the examples', () => {
  it('vanishing points at the line of the first sigmoid layer', async () => {
    const { findings } = await inspectExample('sigmoidMlp');
    const vanishing = findings.find(({ code }) => code === 'vanishing-gradient');
    expect(vanishing?.source).toMatchObject({
      file: 'examples/sigmoidMlp.ts',
      line: lineOf('sigmoidMlp', 'inputShape: [inputSize]'),
    });
  });

  it('exploding points at the line that makes the layers', async () => {
    const { findings } = await inspectExample('explodingMlp');
    const exploding = findings.find(({ code }) => code === 'exploding-gradient');
    expect(exploding?.source).toMatchObject({
      file: 'examples/explodingMlp.ts',
      line: lineOf('explodingMlp', 'tf.layers.dense({'),
    });
  });

  it('resnet20 makes its 19 redundant biases in one line, so that is one remark', async () => {
    const { findings } = await inspectExample('resnet20', null);
    expect(remarks(findings)).toEqual(['redundant-bias']);
    expect(findings[0]?.evidence['layers']).toHaveLength(19);
    expect(findings[0]?.source?.line).toBe(lineOf('resnet20', '.conv2d('));
  });
});

/** The 1-based line of the first occurrence of a piece of text in an example. */
function lineOf(name: string, text: string): number {
  const source = readFileSync(join(root, 'examples', `${name}.ts`), 'utf8');
  const at = source.indexOf(text);
  expect(at).toBeGreaterThan(0);
  return source.slice(0, at).split('\n').length;
}
