import { describe, expect, it } from 'vitest';
import { boxTexts } from '../../../../../webview/graph/scene/boxMarks';
import { frameTitle } from '../../../../../webview/graph/scene/frameMarks';
import { searchItems } from '../../../../../webview/graph/state/search';
import { readSubject } from '../../../../../webview/graph/state/subject';
import * as analysed from '../../../../support/analysedReports';
import { pictureOf } from '../../../../support/pictures';
import { densenet, fading, resnet, transformer, unet } from '../../../../support/sampleReports';

const reports = [
  ...[resnet(3), resnet(9), unet(4), densenet(3, 6), transformer(4), fading({})],
  ...[analysed.deepUNet(3), analysed.denseBlocks(3), analysed.transformer(4)],
];

/** Wide boxes: no label is cut. */
const narrowLetters = (text: string): number => text.length * 0.01;

describe('search', () => {
  it.each(reports)(
    'finds each label that is drawn at the item that bears it: %#',
    async (report) => {
      for (const all of [false, true]) {
        const { picture, appearance } = await pictureOf(report, all);
        const { subject } = picture;
        const drawing = { appearance, zoom: 1, measure: narrowLetters };
        for (const node of picture.graph.nodes) {
          const value = appearance.heat.valueOf(node.item);
          const number = value === undefined ? '' : appearance.heat.scale.metric.format(value);
          const marks = node.open
            ? frameTitle(picture, node, drawing)
            : boxTexts(picture, node, drawing);
          const counts = new Set(node.inner.map(({ kind }) => kind)).size;
          const texts = marks.flatMap((mark) => (mark.type === 'text' ? [mark.text] : []));
          const labels = texts
            .filter((text) => text !== number && !(counts > 0 && /^\d+$/.test(text)))
            .map((text) => text.replace('▾ ', ''));
          expect(labels.length).toBeGreaterThan(0);
          for (const label of labels)
            if (node.item.key !== subject.tree.root.key && label !== '')
              expect(searchItems(subject, label), label).toContain(node.item.key);
        }
      }
    },
  );

  it('finds lines, shapes and repeats, and a group before what is in it', () => {
    const subject = readSubject(resnet(3));
    expect(searchItems(subject, 'sample.ts:2').length).toBeGreaterThan(0);
    expect(searchItems(subject, '16×16×32').length).toBeGreaterThan(0);
    expect(searchItems(subject, 'residualBlock')[0]).toMatch(/^group:/);
  });
});
