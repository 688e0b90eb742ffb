import type { ReadNetwork } from '../../../src/engine/frontends/python/network';
import { NetworkBuilder } from '../networkBuilder';

/** A recording of the tiny driver as a chain of dense layers. */
export const readChain: ReadNetwork = (recording, context) => {
  const builder = new NetworkBuilder();
  const chain = recording.nodes.slice(1);
  const end = chain.reduce((x) => builder.dense(x, 4), builder.input(4));
  return {
    description: {
      ...context,
      framework: 'tfjs',
      graph: builder.graph(end),
      inputs: [],
      outputs: [],
      weights: [],
      nonlinearities: new Map(),
      initialisation: 'random',
    },
  };
};
