import { describe, expect, it } from 'vitest';
import { findSites } from '../../../../../src/detection/languages/languages';
import { MOST_TOKENS } from '../../../../../src/shared/words/assistant/answer';
import { findingText } from '../../../../../src/shared/words/assistant/findingAnswer';
import { reportText } from '../../../../../src/shared/words/assistant/inspectAnswer';
import { modelsText } from '../../../../../src/shared/words/assistant/modelsAnswer';
import { tokensAtMost } from '../../../../../src/shared/words/assistant/tokens';
import { findingCodes, type Report } from '../../../../../src/shared/report/report';
import { ReportBuilder } from '../../../../support/reportBuilder';
import { resnet } from '../../../../support/sampleReports';
import { smallReport } from '../../../cli/output/smallReport';

const source = (name: string): string =>
  `import * as tf from '@tensorflow/tfjs';\nexport function ${name}(size = 2) {\n  return tf.sequential({ layers: [tf.layers.dense({ units: size, inputShape: [3] })] });\n}\n`;
const shown = (file: string): string => file.replace('/w/', '');

describe('what the assistant is told', () => {
  it('of the workspace is every definition with its line and parameters', () => {
    const files = ['net', 'other'].map((name) => ({
      file: `/w/${name}.ts`,
      sites: findSites(source(name), `${name}.ts`),
    }));
    expect(modelsText(files, shown)).toBe(
      '2 model definitions:\nnet.ts:2 net(size), TensorFlow.js\nother.ts:2 other(size), TensorFlow.js',
    );
    expect(modelsText([], shown)).toMatch(/^No model/);
  });

  it('of a report is its size, skips, guesses, findings with limit and remedy, and gradients', () => {
    const text = reportText(smallReport());
    expect(text).toContain(
      '\nsmall (models/sample.ts:31), 5 layers, 3,418 parameters, 3.50 M MACs per sample; TensorFlow.js 4.22.0, wasm on cpu.\n',
    );
    expect(text).toContain('Guessed: size = [8,8]. Give the real values');
    expect(text).toContain('identity 1');
    expect(text).toMatch(
      /4 findings:\nerror vanishing-gradient \(models\/sample\.ts:3\): .* Limit: vanishingRatio 0\.001, AUTOTRAINER \(Zhang et al\. 2021\)\. Try: Change it\./,
    );
    expect(text).toMatch(/stem \(Conv2D\) \(models\/sample\.ts:\d+\): \S+, \S+/);
  });

  it('says where nothing was measured or found', () => {
    const report = new ReportBuilder('empty').report();
    const bare = { ...report, findings: [], probe: undefined } as unknown as Report;
    expect(reportText(bare)).toMatch(
      /No findings\.\n\nNo skip connections\.\n\nGradients were not measured\./,
    );
  });

  it('stays short for a network of any size', () => {
    const text = reportText(resnet(60));
    expect(tokensAtMost(text)).toBeLessThanOrEqual(MOST_TOKENS);
    expect(text).toMatch(/… \d+ more \(weighted layers in between\)/);
  });

  it('of a finding is what it means and what to try', () => {
    for (const code of findingCodes) expect(findingText(code)).toMatch(/: .*\nTry: .*\nUsually: /);
    expect(findingText('no-such')).toContain('there are vanishing-gradient, ');
  });
});
