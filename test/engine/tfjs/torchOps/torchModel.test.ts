import { beforeAll, describe, expect, it } from 'vitest';
import { findSkips } from '../../../../src/analysis/skips/findSkips';
import { readRecording } from '../../../../src/engine/frontends/python/network/describeRecording';
import { runProbe } from '../../../../src/engine/probe/runProbe';
import { openBackend } from '../../../../src/engine/tfjs/backends/openBackend';
import { openBuilt } from '../../../../src/engine/tfjs/openedModel';
import { torchModel } from '../../../../src/engine/tfjs/torchOps/torchModel';
import { standardProbe } from '../../../../src/shared/protocol/inspectRequest';
import type {
  InitialValue,
  RecordedParameter,
  Recording,
} from '../../../../src/shared/protocol/python/recording';
import { thresholdsWith } from '../../../../src/shared/report/thresholds';
import { recordingNamed } from '../../../support/recordings';
import { testBackend } from '../../../support/testBackend';

/** torch's own first values by rank: real torch draws them itself and records none. */
function usual({ name, shape }: RecordedParameter): InitialValue {
  if (shape.length < 2) {
    const isOne = /weight|running_var/.test(name);
    return { draw: 'constant', value: isOne ? 1 : 0 };
  }
  const bound = 1 / Math.sqrt(shape.slice(1).reduce((product, extent) => product * extent, 1));
  return { draw: 'uniform', from: -bound, to: bound };
}

const smaller = (recording: Recording, side: number): Recording => ({
  ...recording,
  nodes: recording.nodes.map((node) =>
    node.op === 'input'
      ? { ...node, outputs: [{ shape: [null, 3, side, side], dtype: 'float32' }] }
      : node,
  ),
  parameters: recording.parameters.map((each) => ({ ...each, initial: usual(each) })),
});

const context = { name: 'Net', source: { file: 'net.py', line: 1, column: 1 }, arguments: [] };

async function probeOf(recording: Recording) {
  const read = readRecording(recording, context);
  const model = await openBuilt(
    (seed) => Promise.resolve(torchModel({ recording, ...read }, seed)),
    0,
  );
  try {
    const skips = findSkips(read.description.graph);
    const probe = await runProbe({
      model,
      skips,
      options: { ...standardProbe, steps: 1, seeds: 1, batchSize: 2 },
      limits: thresholdsWith({}),
      callFunction: () => Promise.reject(new Error('no data is called for')),
      onStep: () => undefined,
    });
    return { probe, skips, description: read.description };
  } finally {
    model.dispose();
  }
}

describe('a recorded network of PyTorch', () => {
  beforeAll(() => openBackend(testBackend));

  it.each([
    ['resnet18', 8],
    ['mobilenet_v2', 10],
  ])('%s is probed on TensorFlow.js, with a gradient on every edge', async (name, skipsWanted) => {
    const { probe, skips, description } = await probeOf(smaller(recordingNamed(name), 32));
    expect(skips.items).toHaveLength(skipsWanted);
    expect(probe.notMeasured).toEqual([]);
    const edges = description.graph.layers.flatMap(({ id, inputs }) =>
      inputs.map((_, slot) => ({ to: id, slot })),
    );
    expect(probe.probe.edges.map(({ to, slot }) => ({ to, slot }))).toEqual(edges);
    const norms = probe.probe.edges.map(({ l2 }) => l2 ?? 0);
    expect(Math.min(...norms)).toBeGreaterThan(0);
    const trained = probe.probe.layers.flatMap(({ weights }) => weights);
    expect(trained.filter(({ gradient }) => gradient !== undefined)).toHaveLength(
      description.weights.length,
    );
  });
});
