import { findSkips } from '../../../../src/analysis/skips/findSkips';
import type { ModelDescription } from '../../../../src/engine/model/modelDescription';
import { type ProbeRun, runProbe } from '../../../../src/engine/probe/runProbe';
import type { NetworkGraph } from '../../../../src/shared/network/network';
import type { LayerProbe, Probe } from '../../../../src/shared/report/probe';
import type { ProbeOptions } from '../../../../src/shared/protocol/inspectRequest';
import { thresholdsWith } from '../../../../src/shared/report/thresholds';
import { describedAs, FakeModel, type FakeOptions } from '../../../support/fakeTrainer';

const oneStep: ProbeOptions = { steps: 1, seeds: 1, batchSize: 4, seed: 1 };

interface FakeRun extends FakeOptions {
  readonly options?: Partial<ProbeOptions>;
  readonly more?: Partial<ModelDescription>;
  readonly run?: Partial<ProbeRun>;
}

/** A run of the probe on a network without a framework behind it. */
export function fakeRun(graph: NetworkGraph, { options, more, run, ...fake }: FakeRun = {}) {
  const model = new FakeModel(describedAs(graph, more), fake);
  const whole: ProbeRun = {
    model,
    skips: findSkips(graph),
    options: { ...oneStep, ...options },
    limits: thresholdsWith({}),
    callFunction: () => Promise.reject(new Error('there are no functions here')),
    onStep: () => undefined,
    ...run,
  };
  return { model, run: whole };
}

export async function fakeProbe(graph: NetworkGraph, given?: FakeRun) {
  const { model, run } = fakeRun(graph, given);
  return { ...(await runProbe(run)), model };
}

export const layerOf = (probe: Probe, name: string): LayerProbe =>
  probe.layers.find(({ layer }) => layer === name)!;
