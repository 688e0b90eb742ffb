import type { CallFunction } from '../../../src/engine/data/readData';
import { GivenTensor } from '../../../src/engine/data/functionData';
import { runProbe } from '../../../src/engine/probe/runProbe';
import type { Probe } from '../../../src/shared/report/probe';
import { openSeeded, runOf } from '../../engine/probe/probing';
import type { RandomNetwork, Values } from './randomNetwork';
import type { Expected } from './reference';

const LOSS = 1e-5;
const RELATIVE = 1e-4;
/** Of the network's largest gradient: what is smaller is rounding, as of a bias before batch normalisation. */
const ROUNDING = 1e-6;

interface Figure {
  readonly what: string;
  readonly expected: number;
  readonly measured: number | undefined;
}

const given = ({ shape, values }: Values): GivenTensor => new GivenTensor(shape, 'float32', values);

/** One step of the probe on the network's own batch, given as a data function gives it. */
async function probed(network: RandomNetwork): Promise<Probe> {
  const { seed, batchSize, inputs, outputs } = network;
  const xs = Object.fromEntries(inputs.map(({ name, values }) => [name, given(values)]));
  const ys = Object.fromEntries(outputs.map(({ layer, target }) => [layer, given(target)]));
  const model = await openSeeded(network.build, seed);
  try {
    const data = { inputs: 'data.js#batch' };
    const options = { steps: 1, seeds: 1, batchSize, seed, data };
    const callFunction: CallFunction = () => Promise.resolve({ xs, ys });
    const { probe } = await runProbe({ ...runOf(model, options), callFunction });
    return probe;
  } finally {
    model.dispose();
  }
}

function weightFigures({ layers }: Probe, { weights }: Expected): Figure[] {
  const found = new Map(layers.map(({ layer, weights: own }) => [String(layer), own]));
  return Object.entries(weights).flatMap(([layer, norms]) =>
    norms.flatMap(([l2, maxAbs], i) => {
      const weight = found.get(layer)?.[i];
      const what = `${layer}/${weight?.name ?? i}`;
      return [
        { what: `L2 of ${what}`, expected: l2, measured: weight?.gradient?.l2 },
        { what: `largest of ${what}`, expected: maxAbs, measured: weight?.gradient?.maxAbs },
      ];
    }),
  );
}

function edgeFigures({ edges }: Probe, expected: Expected): Figure[] {
  const found = new Map(edges.map((edge) => [`${edge.to}:${edge.slot}`, edge]));
  return Object.entries(expected.edges).map(([key, [l2]]) => ({
    what: `L2 of the edge to ${key}`,
    expected: l2,
    measured: found.get(key)?.l2,
  }));
}

/** The first layer whose output has another mean: the one whose forward pass is wrong. */
function firstWrongOutput({ layers }: Probe, { means }: Expected): string[] {
  const found = new Map(layers.map(({ layer, activation }) => [String(layer), activation]));
  const wrong = Object.entries(means).find(([layer, mean]) => {
    const { mean: measured = NaN, std = 0 } = found.get(layer) ?? {};
    return Math.abs(measured - mean) > RELATIVE * (Math.abs(mean) + std);
  });
  if (!wrong) return [];
  const measured = found.get(wrong[0])?.mean;
  return [`the output of ${wrong[0]} is the first: ${measured} on average instead of ${wrong[1]}`];
}

/** Everything in which the probe of a network differs from the reference, in words. */
export async function differences(network: RandomNetwork, expected: Expected): Promise<string[]> {
  const probe = await probed(network);
  const loss = probe.loss.values[0]?.[0] ?? NaN;
  const figures = [...weightFigures(probe, expected), ...edgeFigures(probe, expected)];
  const floor = ROUNDING * Math.max(...figures.map((figure) => figure.expected));
  const isClose = (figure: Figure): boolean =>
    Math.abs((figure.measured ?? 0) - figure.expected) <= RELATIVE * figure.expected + floor;
  const wrong = figures.filter((figure) => !isClose(figure));
  const said = wrong.map((one) => `${one.what}: ${one.measured} instead of ${one.expected}`);
  const isRightLoss = Math.abs(loss - expected.loss) <= LOSS * Math.max(1, Math.abs(expected.loss));
  if (!isRightLoss) said.unshift(`loss: ${loss} instead of ${expected.loss}`);
  return [...said, ...firstWrongOutput(probe, expected)];
}
