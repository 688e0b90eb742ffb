import type { Frontend } from '../../../../src/engine/model/frontend';
import type { Subject } from '../../../../src/engine/model/subject';
import { Failure } from '../../../../src/shared/base/failures';
import type { Framework } from '../../../../src/shared/model/framework';
import type { NetworkGraph } from '../../../../src/shared/network/network';
import { NetworkBuilder } from '../../networkBuilder';

const textOf = ({ content }: Subject): string =>
  typeof content === 'string' ? content : new TextDecoder().decode(content);

/** `4 8 2` is an input of 4 numbers, then dense layers of 8 and 2 units. */
function graphOf(subject: Subject): NetworkGraph {
  const [entries = 0, ...units] = textOf(subject).trim().split(/\s+/).map(Number);
  const builder = new NetworkBuilder();
  let x = builder.input(entries);
  for (const width of units) x = builder.dense(x, width);
  return builder.graph(x);
}

const framework = 'tiny' as Framework;

/** The smallest frontend: it reads the widths of dense layers, and trains nothing. */
export const tinyFrontend: Frontend<Subject> = {
  id: 'tiny',
  patterns: ['*.tiny'],
  opens: ({ file }) => file.endsWith('.tiny'),
  openRuntime: () => Promise.resolve(),
  open: (subject) =>
    Promise.resolve({
      description: {
        name: 'tiny',
        framework,
        source: { file: 'net.tiny', line: 1, column: 1 },
        arguments: [],
        graph: graphOf(subject),
        inputs: [],
        outputs: [],
        weights: [],
        nonlinearities: new Map(),
        initialisation: 'random',
      },
      runtime: {
        framework,
        library: 'Tiny',
        version: '1.0.0',
        backend: 'cpu',
        device: 'cpu',
        tried: [],
      },
      milliseconds: { load: 0, build: 0 },
      start: () => Promise.reject(new Failure('unbuildable', 'it cannot be trained')),
      dispose: () => undefined,
    }),
};
