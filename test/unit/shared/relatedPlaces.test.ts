import { describe, expect, it } from 'vitest';
import { relatedPlaces } from '../../../src/shared/words/relatedPlaces';
import { formatGradient } from '../../../src/shared/words/format';
import { weightGradientRms } from '../../../src/shared/report/selectors';
import { writtenFinding } from '../../support/findings';
import { plainChain, resnet } from '../../support/sampleReports';

const at = (line: number) => ({ file: 'model.ts', line, column: 1 });

describe('what else a finding is about', () => {
  it('is both branches of a merge, with their shapes', () => {
    const report = resnet(1);
    const merge = report.network.layers.find(({ kind }) => kind === 'Add')!;
    const finding = writtenFinding('merge-shape-mismatch', merge.id);
    const [body, shortcut] = relatedPlaces(finding, report);
    const inputs = merge.inputs.map(({ layer }) =>
      report.network.layers.find(({ id }) => id === layer),
    );
    expect(body).toEqual({
      at: inputs[0]!.source[0],
      message: `Branch 1: ${inputs[0]!.name} gives 32×32×16.`,
    });
    expect(shortcut?.at).toEqual(inputs[1]!.source[0]);
  });

  it('is the first and the last layer of a chain in which the gradient vanishes', () => {
    const report = plainChain(6, (depth) => 10 ** (-9 + 8 * depth));
    const layers = report.network.layers.map((layer, i) => ({ ...layer, source: [at(i + 1)] }));
    const written = { ...report, network: { ...report.network, layers } };
    const finding = writtenFinding('vanishing-gradient', layers[1]!.id);
    const [first, last] = relatedPlaces(finding, written);
    const rms = (index: number) =>
      formatGradient(weightGradientRms(report.probe!.layers.at(index)!));
    expect(first).toEqual({
      at: at(2),
      message: `First of the chain: ${layers[1]!.name}, RMS ∂L/∂W ${rms(1)}.`,
    });
    expect(last).toEqual({
      at: at(6),
      message: `Last of the chain: ${layers[5]!.name}, RMS ∂L/∂W ${rms(-1)}.`,
    });
  });

  it('is every call that led to a layer made in a helper', () => {
    const report = plainChain(3);
    const layers = report.network.layers.map((layer) => ({ ...layer, source: [at(7), at(4)] }));
    const places = relatedPlaces(
      { ...report.findings[0]!, layer: layers[1]!.id },
      { ...report, network: { ...report.network, layers } },
    );
    expect(places).toEqual([
      { at: at(4), message: `${layers[1]!.name} is made through this call.` },
    ]);
  });
});
