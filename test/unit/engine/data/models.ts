import type {
  ModelDescription,
  OutputActivation,
} from '../../../../src/engine/model/modelDescription';
import { layerId } from '../../../../src/shared/network/network';
import { describedAs } from '../../../support/fakeTrainer';
import { NetworkBuilder } from '../../../support/networkBuilder';
import { refused } from '../../../support/userFiles';
import { fakeProbe } from '../probe/probing';

/** Four numbers in, `units` out. */
export function mlp(units = 3, activation: OutputActivation = 'softmax'): ModelDescription {
  const n = new NetworkBuilder();
  return withActivation(n.graph(n.dense(n.input(4), units)), activation);
}

/** An image in, two classes out. */
export function convolution(shape: (number | null)[], units = 2): ModelDescription {
  const n = new NetworkBuilder();
  const pooled = n.globalPool(n.conv(n.input(...shape), 2));
  return withActivation(n.graph(n.dense(pooled, units)), 'softmax');
}

/** Token ids below 7 in, a vector for each out. */
export function text(): ModelDescription {
  const n = new NetworkBuilder();
  const description = describedAs(n.graph(n.flatten(n.embedding(n.tokens(4), 2, 7))));
  return { ...description, inputs: description.inputs.map((each) => ({ ...each, vocabulary: 7 })) };
}

/** Two inputs of four numbers, called `a` and `b`. */
export function twoInputs(): ModelDescription {
  const n = new NetworkBuilder();
  const description = describedAs(n.graph(n.add(n.input(4), n.input(4))));
  const inputs = description.inputs.map((each, i) => ({ ...each, layer: layerId('ab'[i]!) }));
  return { ...description, inputs };
}

function withActivation(
  graph: ModelDescription['graph'],
  activation: OutputActivation,
): ModelDescription {
  const description = describedAs(graph);
  return {
    ...description,
    outputs: description.outputs.map((each) => ({ ...each, activation })),
  };
}

/** Probes a model with the user's data, without a framework. */
export const probeWith = (model: ModelDescription, inputs: string, targets?: string) =>
  fakeProbe(model.graph, {
    more: model,
    options: { data: { inputs, ...(targets !== undefined && { targets }) } },
  });

/** The reason for which a probe refuses the data. */
export const refusedFor = (
  model: ModelDescription,
  inputs: string,
  targets?: string,
): Promise<string> => refused(probeWith(model, inputs, targets));
