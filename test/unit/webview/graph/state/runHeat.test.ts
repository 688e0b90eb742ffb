import { describe, expect, it } from 'vitest';
import { layerId } from '../../../../../src/shared/network/network';
import { isWatchedRun, type WatchedRun } from '../../../../../src/shared/protocol/watchedRun';
import { watchedRunText } from '../../../../../src/shared/words/watchedRunText';
import { depthSeries } from '../../../../../webview/graph/state/depthSeries';
import { runLossPoints } from '../../../../../webview/graph/state/lossPoints';
import { emptyPanel, reducePanel } from '../../../../../webview/graph/state/panelState';
import { followedBy } from '../../../../../webview/graph/state/runMetrics';
import { shownHeat, shownMetric } from '../../../../../webview/graph/state/shownHeat';
import { readSubject } from '../../../../../webview/graph/state/subject';
import { layerKey } from '../../../../../webview/graph/state/treeItems';
import { resnet } from '../../../../support/sampleReports';

const subject = readSubject(resnet(3));
const itemOf = (id: string) => {
  const layer = subject.tree.layers.get(layerId(id))!;
  return { type: 'layer', key: layerKey(layer.id), layer } as const;
};
const [first, second, third] = subject.report.network.layers
  .filter(({ parameters }) => parameters.trainable > 0)
  .map(({ id }) => id);
const run: WatchedRun = {
  step: 1200,
  loss: 0.4231,
  readAt: 1_000_000,
  layers: [
    { layer: first!, gradient: 0.5, update: 1e-3 },
    { layer: second!, gradient: null, update: 2e-3 },
  ],
  losses: [
    { step: 50, loss: 2 },
    { step: 100, loss: 1 },
    { step: 200, loss: 0 },
  ],
};
const panel = (metric: typeof emptyPanel.view.metric, followed: WatchedRun | undefined = run) => ({
  ...emptyPanel,
  subject,
  run: followed,
  view: { ...emptyPanel.view, metric },
});

describe('the numbers of a run as colours', () => {
  it('are those of its last reading, and no number of the probe stands in for one that is missing', () => {
    const heat = shownHeat(panel('runGradient'))!;
    expect(heat.metric).toBe('runGradient');
    expect(heat.valueOf(itemOf(first!))).toBe(0.5);
    for (const missing of [second!, third!]) {
      expect(subject.probes.get(missing)).toBeDefined();
      expect(heat.valueOf(itemOf(missing))).toBeUndefined();
      expect(heat.appliesTo(itemOf(missing))).toBe(true);
    }
    const without = subject.report.network.layers.find(({ parameters }) => !parameters.trainable)!;
    expect(heat.appliesTo(itemOf(without.id))).toBe(false);
    const { keys, value, before } = depthSeries(subject, heat);
    expect([keys, value, before]).toEqual([[layerKey(first!)], [0.5], [null]]);
  });

  it('are offered as far as the run follows them', () => {
    expect(followedBy(undefined)).toEqual([]);
    expect(followedBy(run)).toEqual(['runGradient', 'runUpdate']);
    const dead = { ...run, layers: [{ layer: first!, dead: null }] };
    expect(followedBy(dead)).toEqual(['runDead']);
  });

  it('give way to the probe where no run follows the chosen one, which stays chosen', () => {
    const state = panel('runGradient');
    const without = reducePanel(state, { type: 'runRead', run: undefined });
    expect(shownMetric(without)).toBe('weightGradient');
    expect(shownHeat(without)?.metric).toBe('weightGradient');
    expect(shownMetric(reducePanel(without, { type: 'runRead', run }))).toBe('runGradient');
    expect(shownHeat(panel('runDead'))?.metric).toBe('weightGradient');
    expect(shownHeat(panel('gain'))?.metric).toBe('gain');
  });

  it('are another network’s no longer once the panel turns to it', () => {
    const origin = (name: string) => ({ site: { document: 'file:///a.py', name } });
    const opened = { ...panel('runGradient'), origin: origin('A') };
    expect(reducePanel(opened, { type: 'opened', origin: origin('B') }).run).toBeUndefined();
  });
});

describe('the line about a run', () => {
  it('tells step and loss, and the age of a reading that is older than a minute', () => {
    const now = run.readAt;
    expect(watchedRunText(run, now)).toBe('Watched run · step 1,200 · loss 0.423');
    const minutes = (count: number): string => watchedRunText(run, now + count * 60_000);
    expect(minutes(5)).toContain(' · last reading 5 min ago');
    expect(minutes(150)).toContain(' · last reading 2 h ago');
    expect(minutes(60 * 49)).toContain(' · last reading 2 d ago');
    expect(watchedRunText({ ...run, loss: null }, now)).toContain('loss not measured');
  });
});

describe('the loss of a run', () => {
  it('is a line over its steps, which need not lie at one distance', () => {
    expect(runLossPoints(run.losses, 40)).toEqual([
      [0, 0],
      [50, 20],
      [150, 40],
    ]);
  });
});

describe('a run that arrives at the page', () => {
  it('is taken if it holds numbers of layers, and dropped otherwise', () => {
    expect(isWatchedRun(JSON.parse(JSON.stringify(run)))).toBe(true);
    expect(isWatchedRun({ ...run, layers: [{ layer: 3 }] })).toBe(false);
    expect(isWatchedRun({ ...run, step: Infinity })).toBe(false);
    expect(isWatchedRun(null)).toBe(false);
  });
});
