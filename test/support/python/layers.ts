import type { ModelDescription } from '../../../src/engine/model/modelDescription';
import type { SourcePosition } from '../../../src/shared/base/source';
import type { Recording } from '../../../src/shared/protocol/python/recording';
import { NetworkBuilder } from '../networkBuilder';

/** A recording of the tiny driver as a chain of dense layers. */
export function describeChain(recording: Recording, source: SourcePosition): ModelDescription {
  const builder = new NetworkBuilder();
  const chain = recording.nodes.slice(1);
  const end = chain.reduce((x) => builder.dense(x, 4), builder.input(4));
  return {
    name: recording.definition,
    framework: 'tfjs',
    source,
    arguments: [],
    graph: builder.graph(end),
    inputs: [],
    outputs: [],
    weights: [],
    nonlinearities: new Map(),
    initialisation: 'random',
  };
}
