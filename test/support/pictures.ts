import type { Report } from '../../src/shared/report/report';
import { noChain, type Appearance } from '../../webview/graph/scene/appearance';
import type { Measure } from '../../webview/graph/scene/marks';
import { makePicture, type Picture } from '../../webview/graph/scene/picture';
import { layerHeat } from '../../webview/graph/state/layerHeat';
import { openByDefault } from '../../webview/graph/state/openByDefault';
import { changesOf, readComparison } from '../../webview/graph/state/comparing';
import { readSubject, type Subject } from '../../webview/graph/state/subject';
import type { GraphTheme } from '../../webview/graph/scene/theme';
import { everythingOpen, layOutReport } from './layouts';

const theme: GraphTheme = {
  background: '#000000',
  surface: '#222222',
  text: '#ffffff',
  muted: '#999999',
  border: '#444444',
  frame: '#111111',
  flow: '#777777',
  accent: '#0000ff',
  skips: {
    identityAdd: '#000001',
    projectionAdd: '#000002',
    concat: '#000003',
    gated: '#000004',
    projectionConcat: '#000005',
  },
  changes: { added: '#00ff00', removed: '#ff00ff' },
  severities: { error: '#ff0000', warning: '#ffff00', info: '#00ffff' },
  ramp: { low: [0, 0, 255], middle: [90, 90, 90], high: [255, 0, 0] },
  highContrast: false,
  font: 'sans-serif',
};

/** As if every letter were equally wide. */
export const evenLetters: Measure = (text, { size }) => text.length * size * 0.6;

/** A report as the panel shows it, with the groups open that the panel opens, or with all. */
export function pictureOf(
  report: Report,
  all = false,
): Promise<{ picture: Picture; appearance: Appearance }> {
  return pictureOfSubject(readSubject(report), all);
}

/** The same of two reports, one laid over the other. */
export const pictureOfBoth = (
  before: Report,
  after: Report,
): Promise<{ picture: Picture; appearance: Appearance }> =>
  pictureOfSubject(readComparison(before, after), true);

async function pictureOfSubject(
  subject: Subject,
  all: boolean,
): Promise<{ picture: Picture; appearance: Appearance }> {
  const open = all ? everythingOpen(subject) : openByDefault(subject.tree);
  const { graph, layout } = await layOutReport(subject, open);
  const heat = layerHeat(subject, 'weightGradient', 2);
  const appearance: Appearance = {
    theme,
    heat,
    filter: 'all',
    selected: undefined,
    hovered: undefined,
    cursor: new Set(),
    changes: changesOf(subject),
    comparing: subject.comparing !== undefined,
    chain: noChain,
  };
  return { picture: makePicture(subject, graph, layout), appearance };
}
