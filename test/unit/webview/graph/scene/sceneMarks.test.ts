import { describe, expect, it } from 'vitest';
import { formatShare } from '../../../../../src/shared/words/format';
import { makeFarView } from '../../../../../webview/graph/scene/farView';
import type { LinesMark, Mark, TextMark } from '../../../../../webview/graph/scene/marks';
import { wholeScene } from '../../../../../webview/graph/scene/sceneMarks';
import { denseBlocks } from '../../../../support/analysedReports';
import { evenLetters, pictureOf, pictureOfBoth } from '../../../../support/pictures';
import { densenet, resnet, unet, withCut } from '../../../../support/sampleReports';

const lines = (marks: readonly Mark[], colour: string): LinesMark[] =>
  marks.filter((mark): mark is LinesMark => mark.type === 'lines' && mark.colour === colour);
const texts = (marks: readonly Mark[]): string[] =>
  marks.filter((mark): mark is TextMark => mark.type === 'text').map(({ text }) => text);

describe('the drawn scene as values', () => {
  it('names every box and frame, and draws every line once', async () => {
    const { picture, appearance } = await pictureOf(resnet(3), true);
    const marks = wholeScene(picture, appearance, evenLetters);
    const named = texts(marks);
    for (const { item } of picture.graph.nodes) {
      const name = item.type === 'layer' ? item.layer.name : item.name;
      expect(
        named.some((text) => text.includes(name.slice(0, 12))),
        name,
      ).toBe(true);
    }
    const routes = marks.flatMap((mark) =>
      mark.type === 'lines' && mark.arrow > 0 ? mark.routes : [],
    );
    expect(routes).toHaveLength(picture.graph.edges.length);
  });

  it('gives each kind of skip its colour and dash, and writes the share that it carries beside it', async () => {
    const { picture, appearance } = await pictureOf(resnet(3));
    const marks = wholeScene(picture, appearance, evenLetters);
    const [identity] = lines(marks, appearance.theme.skips.identityAdd);
    const [projection] = lines(marks, appearance.theme.skips.projectionAdd);
    expect(identity!.dash).toEqual([]);
    expect(projection!.dash).not.toEqual([]);
    expect(texts(marks).filter((text) => text.endsWith(' %'))).toHaveLength(9);
  });

  it('writes no share over another, however close the lanes of a dense block lie', async () => {
    const { picture, appearance } = await pictureOf(densenet(1, 16), true);
    const shares = wholeScene(picture, appearance, evenLetters).filter(
      (mark): mark is TextMark => mark.type === 'text' && mark.text.endsWith(' %'),
    );
    expect(shares.length).toBeGreaterThan(10);
    const overlaps = shares.filter((one, at) =>
      shares
        .slice(at + 1)
        .some(({ x, y }) => Math.abs(y - one.y) < one.font.size && Math.abs(x - one.x) < 20),
    );
    expect(overlaps).toEqual([]);
  });

  it('leaves out what the filter hides', async () => {
    const { picture, appearance } = await pictureOf(unet(3));
    const concat = appearance.theme.skips.concat;
    const drawn = (filter: 'all' | 'short') =>
      lines(wholeScene(picture, { ...appearance, filter }, evenLetters), concat).length;
    expect(drawn('all')).toBeGreaterThan(0);
    expect(drawn('short')).toBe(0);
  });

  it('counts the skips inside a closed group on its box', async () => {
    const { picture, appearance } = await pictureOf(densenet(3, 12));
    const closed = picture.graph.nodes.filter(({ inner }) => inner.length > 0);
    expect(closed).toHaveLength(3);
    const shown = texts(wholeScene(picture, appearance, evenLetters));
    expect(shown.filter((text) => text === String(closed[0]!.inner.length))).toHaveLength(3);
  });

  it('keeps the pinned skip bright above the others, which fade', async () => {
    const { picture, appearance } = await pictureOf(resnet(3));
    const { id } = picture.subject.report.skips.items[0]!;
    const selected = { type: 'skip', id } as const;
    const lineGroups = lines(
      wholeScene(picture, { ...appearance, selected }, evenLetters),
      appearance.theme.skips.identityAdd,
    );
    expect(lineGroups.at(-1)!.alpha).toBe(1);
    expect(lineGroups.at(-1)!.routes).toHaveLength(1);
    expect(lineGroups[0]!.alpha).toBeLessThan(0.5);
  });
});

describe('two reports in one picture', () => {
  const rims = (marks: readonly Mark[], colour: string) =>
    marks.filter((mark) => mark.type === 'rect' && mark.stroke === colour);

  it('rims what was added in one colour, with a plus, and colours the gradients as a change', async () => {
    const { picture, appearance } = await pictureOfBoth(resnet(2), resnet(3));
    const marks = wholeScene(picture, appearance, evenLetters);
    const added = [...appearance.changes.items.values()].filter((change) => change === 'added');
    expect(added.length).toBeGreaterThan(7);
    expect(rims(marks, appearance.theme.changes.added)).toHaveLength(added.length);
    expect(texts(marks).filter((text) => /^(▾ )?\+ [a-z]/i.test(text))).toHaveLength(added.length);
    const { skips, forks } = picture.subject;
    const own = [...skips.values()].filter(
      ({ id, kind }) => kind === 'identityAdd' && appearance.changes.skips.get(id) === 'added',
    );
    expect(own.length).toBe(3);
    for (const { id } of own)
      expect(texts(marks)).toContain(`+ ${formatShare(forks.get(id)!.shortcutShare)}`);
    expect(appearance.heat.scale.centre).toBe(1);
    expect(texts(marks).some((text) => text.startsWith('×'))).toBe(true);
  });

  it('draws what was removed again: its rim dashed, its skip faint, both with a minus', async () => {
    const { picture, appearance } = await pictureOfBoth(resnet(3), resnet(2));
    const marks = wholeScene(picture, appearance, evenLetters);
    const removed = rims(marks, appearance.theme.changes.removed);
    expect(removed.length).toBeGreaterThan(7);
    expect(removed.every((mark) => 'dash' in mark && mark.dash.length === 2)).toBe(true);
    const lineGroups = lines(marks, appearance.theme.skips.identityAdd);
    expect(lineGroups.some(({ alpha }) => alpha < 0.5)).toBe(true);
    expect(lineGroups.some(({ alpha }) => alpha === 1)).toBe(true);
    expect(texts(marks).some((text) => /^−( \d+ %)?$/.test(text))).toBe(true);
  });
});

describe('a picture of a probe without a shortcut', () => {
  it('draws that shortcut faint, and says at it that it is cut', async () => {
    const { picture, appearance } = await pictureOfBoth(resnet(2), withCut(resnet(2), 0));
    const marks = wholeScene(picture, appearance, evenLetters);
    const lineGroups = lines(marks, appearance.theme.skips.identityAdd);
    const faint = lineGroups.filter(({ alpha }) => alpha < 0.5);
    expect(faint.flatMap(({ routes }) => routes)).toHaveLength(1);
    expect(
      lineGroups.filter(({ alpha }) => alpha === 1).flatMap(({ routes }) => routes).length,
    ).toBe(3);
    expect(texts(marks).filter((text) => text === 'cut')).toHaveLength(1);
  });
});

describe('a picture from afar', () => {
  it('stays within what its pixels can hold, however many lines there are', async () => {
    const { picture, appearance } = await pictureOf(denseBlocks(24), true);
    const pixel = 32;
    const far = makeFarView(picture, appearance, pixel);
    const pixels = (picture.layout.width / pixel) * (picture.layout.height / pixel);
    const bars = far.lines.reduce((sum, { stretches }) => sum + stretches.length / 3, 0);
    expect(picture.graph.edges.length).toBeGreaterThan(1000);
    expect(bars).toBeGreaterThan(0);
    expect(bars).toBeLessThan(Math.min(600, pixels));
  });

  it('loses no stretch of a skip lane', async () => {
    const { picture, appearance } = await pictureOf(resnet(3));
    const far = makeFarView(picture, appearance, 1);
    const lane = far.lines.find(
      ({ colour, upright }) => upright && colour === appearance.theme.skips.projectionAdd,
    )!;
    const drawn = lane.stretches.length / 3;
    const wanted = picture.graph.edges.filter(
      ({ skips }) => skips[0]?.kind === 'projectionAdd',
    ).length;
    expect(drawn).toBe(wanted);
  });
});
