import { describe, expect, it } from 'vitest';
import type { RefusedLayer } from '../../../../../src/shared/report/refused';
import type { Report } from '../../../../../src/shared/report/report';
import { wholeScene } from '../../../../../webview/graph/scene/sceneMarks';
import { readClash } from '../../../../../webview/graph/state/clash';
import { writtenLayer } from '../../../../../webview/graph/state/navigation';
import { readSubject } from '../../../../../webview/graph/state/subject';
import { layerKey } from '../../../../../webview/graph/state/treeItems';
import { evenLetters, pictureOf } from '../../../../support/pictures';
import { ReportBuilder } from '../../../../support/reportBuilder';

/** A network that ends at a merge whose branches do not fit. */
function broken(fit?: RefusedLayer['fit']): Report {
  const b = new ReportBuilder('broken');
  const x = b.layer('InputLayer', [], { shape: [null, 8, 8, 4], name: 'input' });
  const conv = b.layer('Conv2D', [x], { shape: [null, 4, 4, 16], parameters: 9, name: 'conv' });
  const layer = b.layer('Add', [conv, x], { name: 'meet' });
  const { probe: _, ...report } = b.report();
  return { ...report, findings: [], refused: { layer, slots: [0, 1], ...(fit && { fit }) } };
}

const fit = { slot: 1, axes: 2, channels: 16, strides: 2 } as const;

describe('a network that does not build', () => {
  it('has a layer that would make the branches fit, where one is known', () => {
    const { clash, report } = readClash(broken(fit));
    expect(clash).toMatchObject({
      at: 'meet',
      branches: ['conv', 'input'],
      inputs: [
        { layer: 'meet', slot: 0, text: '4×4×16 · line 2' },
        { layer: 'meet#fits', slot: 0, text: '8×8×4 · line 1' },
      ],
      ghost: 'meet#fits',
    });
    const [, , ghost, merge] = report.network.layers;
    expect(ghost).toMatchObject({
      name: '+ 1×1 conv to 16, stride 2',
      inputs: [{ layer: 'input' }],
    });
    expect(merge!.inputs.map(({ layer }) => layer)).toEqual(['conv', 'meet#fits']);
  });

  it('has none where none is known', () => {
    const { clash, report } = readClash(broken());
    expect(clash?.ghost).toBeUndefined();
    expect(report.network.layers).toHaveLength(3);
  });

  it('is drawn in red up to there, and what is missing with a dashed rim', async () => {
    const { picture, appearance } = await pictureOf(broken(fit), true);
    const { theme } = appearance;
    const marks = wholeScene(picture, appearance, evenLetters);
    const red = marks.filter(
      (mark) => mark.type === 'lines' && mark.colour === theme.severities.error,
    );
    expect(red).toMatchObject([{ routes: [{}, {}] }]);
    const told = marks.flatMap((mark) =>
      mark.type === 'text' && mark.colour === theme.severities.error ? mark.text : [],
    );
    expect(told.sort()).toEqual(['4×4×16 · line 2', '8×8×4 · line 1']);
    expect(marks).toContainEqual(
      expect.objectContaining({ type: 'rect', dash: [4, 3], stroke: theme.changes.added }),
    );
  });

  it('takes a click on what is missing to the line that misses it', () => {
    const subject = readSubject(broken(fit));
    const key = layerKey(subject.clash!.ghost!);
    expect(writtenLayer(subject, { type: 'item', key })).toBe('meet');
  });

  it('leaves a report without a clash as it is', () => {
    const { refused: _, ...sound } = broken();
    expect(readClash(sound)).toEqual({ report: sound });
  });
});
