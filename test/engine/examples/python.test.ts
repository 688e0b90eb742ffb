import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MergeCounts } from '../../../src/shared/report/report';
import { inspectFile, problems, root, tooWide } from './inspectExample';

interface Expected {
  readonly skips?: Partial<Omit<MergeCounts, 'total'>>;
  readonly connections?: number;
  readonly parameters: number;
  /** Tried with a probe, where that is a matter of seconds. */
  readonly probed?: boolean;
}

/** Skips as the papers draw them; parameters as PyTorch 2.13 and Keras 3.15 count them. */
const examples: Record<string, Expected> = {
  'resnet18.py#resnet18': {
    skips: { identityAdd: 5, projectionAdd: 3, short: 8 },
    parameters: 11_173_962,
  },
  'densenet.py#DenseNet': {
    skips: { concat: 18, short: 18 },
    connections: 3 * 21,
    parameters: 176_122,
    probed: true,
  },
  'unet.py#UNet': { skips: { concat: 4, long: 4 }, parameters: 1_942_594 },
  'unet3d.py#UNet3D': { skips: { concat: 2, long: 2 }, parameters: 287_227 },
  'highway.py#HighwayNetwork': {
    skips: { gated: 10, short: 10 },
    parameters: 90_760,
    probed: true,
  },
  'transformer.py#TransformerEncoder': {
    skips: { identityAdd: 8, short: 8 },
    parameters: 266_242,
    probed: true,
  },
  'gpt.py#GPT': { skips: { identityAdd: 8, short: 8 }, parameters: 502_848 },
  'mobilenetv2.py#MobileNetV2': {
    skips: { identityAdd: 10, short: 10 },
    parameters: 3_504_872,
  },
  'convnext.py#ConvNeXt': { skips: { identityAdd: 12, short: 12 }, parameters: 1_243_282 },
  'inception.py#InceptionNet': { parameters: 36_538, probed: true },
  'lstm.py#LSTMClassifier': { parameters: 12_386, probed: true },
  'digits.ipynb#DigitNet': { parameters: 105_866, probed: true },
  'keras_resnet.py#resnet20': {
    skips: { identityAdd: 7, projectionAdd: 2, short: 9 },
    parameters: 274_042,
  },
  'keras_densenet.py#densenet': {
    skips: { concat: 18, short: 18 },
    connections: 3 * 21,
    parameters: 181_210,
  },
  'keras_unet.py#UNet': { skips: { concat: 4, long: 4 }, parameters: 1_945_538 },
};

describe('a Python example gives its skips and parameters, and no finding but remarks', () => {
  it.each(Object.entries(examples))('%s', async (name, expected) => {
    const { skips = {}, connections, parameters, probed = false } = expected;
    const [file, site] = name.split('#') as [string, string];
    const target = { file: join(root, 'examples', file), site };
    const report = await inspectFile(target, probed ? { steps: 2, seeds: 1 } : null);
    const { short = 0, long = 0 } = skips;
    const none = { identityAdd: 0, projectionAdd: 0, concat: 0, gated: 0, projectionConcat: 0 };
    expect(report.skips.merges).toEqual({ ...none, ...skips, short, long, total: short + long });
    expect(report.skips.connections).toBe(connections ?? short + long);
    expect(report.network.totals.parameters).toBe(parameters);
    expect(problems(report.findings)).toEqual([]);
    expect(tooWide(report)).toEqual([]);
    // Remedies are told in its terms.
    expect(report.runtime.framework).toBe(file.startsWith('keras') ? 'keras' : 'torch');
    if (probed) expect(report.probe?.layers.length).toBeGreaterThan(0);
  });
});
