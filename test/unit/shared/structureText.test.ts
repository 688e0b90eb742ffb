import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeNetwork } from '../../../src/analysis/cost/describeNetwork';
import { describeStructure } from '../../../src/analysis/paths/describeStructure';
import { findSkips } from '../../../src/analysis/skips/findSkips';
import type { NetworkGraph } from '../../../src/shared/network/network';
import { middleLengths, structureFacts } from '../../../src/shared/words/structureText';
import { denseNet } from '../../support/architectures/dense';
import { uNet } from '../../support/architectures/encoderDecoder';
import { googLeNet } from '../../support/architectures/parallel';
import { vgg } from '../../support/architectures/plain';
import { cifarResnet } from '../../support/architectures/residual';
import { highway } from '../../support/architectures/sequence';
import { NetworkBuilder } from '../../support/networkBuilder';
import { ReportBuilder } from '../../support/reportBuilder';

function factsOf(graph: NetworkGraph): Record<string, string> {
  const skips = findSkips(graph);
  const network = describeNetwork(graph, skips);
  const structure = describeStructure(graph, skips);
  const report = { ...new ReportBuilder('any').report(), skips, network, structure };
  return Object.fromEntries(structureFacts(report));
}

describe('what the structure of a network says', () => {
  it('a residual network of 54 blocks: Veit’s paths', () => {
    expect(factsOf(cifarResnet(110, 'A'))['Paths']).toBe(
      '1.8e16 with 2 to 110 transforming layers each, 95 % between 42 and 70, through 20 to 34 of 54 bodies',
    );
  });

  it('few paths are counted without shares', () => {
    expect(factsOf(uNet())['Paths']).toBe('5 with 5 to 23 transforming layers each');
  });

  it('a share of the paths is given only where it narrows the range', () => {
    expect(factsOf(googLeNet())['Paths']).toMatch(/each, 95 % between \d+ and \d+$/);
    const net = new NetworkBuilder();
    let x = net.input(8, 8, 4);
    for (let i = 0; i < 5; i++) x = net.concat([net.conv(x, 4), net.conv(x, 4)]);
    expect(factsOf(net.graph(x))['Paths']).toBe('32 with 5 transforming layers each');
  });

  it('one path needs no words, nor do levels, growth and skips that are not there', () => {
    expect(Object.keys(factsOf(vgg()))).toEqual(['Forward peak', 'Receptive field']);
    expect(factsOf(vgg())['Forward peak']).not.toContain('skips');
  });

  it.each([
    [[], '3 levels, a long skip at each'],
    [[1], '3 levels, no long skip at level 2'],
    [[0, 2], '3 levels, no long skip at level 1 and 3'],
  ])('a U-Net without the skips of %j', (without, text) => {
    expect(factsOf(uNet({ levels: 3, without }))['U-shape']).toBe(text);
  });

  it.each(['list', 'chained'] as const)('each dense block, %s, with its growth', (form) => {
    expect(factsOf(denseNet([3, 2], { growth: 4, form }))['Dense growth']).toBe(
      '8→20, 10→18 channels',
    );
  });

  it('what skips hold alive, as a share of the peak', () => {
    expect(factsOf(denseNet([6], { form: 'chained' }))['Forward peak']).toMatch(
      /^\d+ KiB per sample, \d+ % of it only waits for skips$/,
    );
  });

  it('how far the last window sees, and from where on everything counts', () => {
    expect(factsOf(cifarResnet(20, 'A'))['Receptive field']).toMatch(
      /^81×81 at .*, the whole input from .* on$/,
    );
    expect(factsOf(highway(3))['Receptive field']).toBeUndefined();
  });
});

describe('the middle lengths', () => {
  const lengths = fc.record({
    from: fc.nat(50),
    paths: fc
      .array(fc.bigInt(0n, 10n ** 30n), { minLength: 1, maxLength: 40 })
      .filter((counts) => counts[0]! > 0n)
      .map((counts) => counts.map(String)),
  });
  const sum = (counts: readonly string[]) => counts.reduce((total, one) => total + BigInt(one), 0n);

  it('hold at least 95 % of the paths, and one less at either end would leave out more than 2.5 %', () => {
    fc.assert(
      fc.property(lengths, ({ from, paths }) => {
        const middle = middleLengths({ from, paths });
        const [first, last] = [middle.from - from, middle.to - from];
        const total = sum(paths);
        expect(20n * sum(paths.slice(first, last + 1)) >= 19n * total).toBe(true);
        expect(40n * sum(paths.slice(0, first + 1)) > total).toBe(true);
        expect(40n * sum(paths.slice(last)) > total).toBe(true);
      }),
    );
  });
});
