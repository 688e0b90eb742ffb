import { describe, expect, it } from 'vitest';
import type { Report } from '../../../../../src/shared/report/report';
import { wholeScene } from '../../../../../webview/graph/scene/sceneMarks';
import { readClash } from '../../../../../webview/graph/state/clash';
import { writtenLayer } from '../../../../../webview/graph/state/navigation';
import {
  emptyPanel,
  reducePanel,
  type PanelModel,
} from '../../../../../webview/graph/state/panelState';
import { readSubject } from '../../../../../webview/graph/state/subject';
import { layerKey } from '../../../../../webview/graph/state/treeItems';
import { brokenReport, fit } from '../../../../support/brokenReport';
import { evenLetters, pictureOf } from '../../../../support/pictures';

describe('a network that does not build', () => {
  it('has a layer that would make the branches fit, where one is known', () => {
    const { clash, report } = readClash(brokenReport(fit));
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
      name: '+ 1×1 conv 16, stride 2',
      inputs: [{ layer: 'input' }],
    });
    expect(merge!.inputs.map(({ layer }) => layer)).toEqual(['conv', 'meet#fits']);
  });

  it('has none where none is known', () => {
    const { clash, report } = readClash(brokenReport());
    expect(clash?.ghost).toBeUndefined();
    expect(report.network.layers).toHaveLength(3);
  });

  it('is drawn in red up to there, and what is missing with a dashed rim', async () => {
    const { picture, appearance } = await pictureOf(brokenReport(fit), true);
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
    // The branch on the left has its label on the left, where nothing of the other one is.
    const sides = marks.flatMap((mark) =>
      mark.type === 'text' && told.includes(mark.text) ? mark.align : [],
    );
    expect(sides.sort()).toEqual(['center', 'right']);
    expect(marks).toContainEqual(
      expect.objectContaining({ type: 'rect', dash: [4, 3], stroke: theme.changes.added }),
    );
  });

  it('takes a click on what is missing to the line that misses it', () => {
    const subject = readSubject(brokenReport(fit));
    const key = layerKey(subject.clash!.ghost!);
    expect(writtenLayer(subject, { type: 'item', key })).toBe('meet');
  });

  it('is shown where it breaks, and anew once it builds', () => {
    const { refused, ...mended } = brokenReport(fit);
    expect(refused).toBeDefined();
    const camera = { x: 1, y: 2, zoom: 3 };
    const arrive = (state: PanelModel, report: Report) =>
      reducePanel(state, { type: 'reportArrived', report });
    const moved = (state: PanelModel) =>
      reducePanel(state, { type: 'viewChanged', change: { camera } });
    const sound = moved(arrive(emptyPanel, mended));
    const broken = arrive(sound, brokenReport(fit));
    expect(broken.view.camera).toBeUndefined();
    const again = arrive(moved(broken), mended);
    expect(again.view.camera).toBeUndefined();
    expect(arrive(moved(again), mended).view.camera).toEqual(camera);
  });

  it('leaves a report without a clash as it is', () => {
    const { refused, ...sound } = brokenReport();
    expect(refused).toBeDefined();
    expect(readClash(sound)).toEqual({ report: sound });
  });
});
