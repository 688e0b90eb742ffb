import type {
  RecordedNode,
  Recording,
  ValueReference,
} from '../../../../shared/protocol/python/recording';

/** Operations that take steps on their first axis: attention always, recurrent layers unless they are told otherwise. */
const takesSteps = ({ op, attributes }: RecordedNode): boolean =>
  op === 'multi_head_attention_forward' ||
  (/^(?:lstm|gru|rnn_tanh|rnn_relu)$/.test(op) && attributes['batch_first'] === false);

/** Operations that have the samples of a batch on their first axis. */
const takesSamples = /^(?:conv(?:_transpose)?[123]d|batch_norm)$/;

const valuesOf = ({ inputs }: RecordedNode): ValueReference[] =>
  inputs.flatMap((input) => ('value' in input ? [input.value] : []));

/** The nodes behind one that has samples on its first axis. */
function behindSamples(nodes: readonly RecordedNode[]): ReadonlySet<number> {
  const found = new Set<number>();
  nodes.forEach((node, at) => {
    const isBehind = valuesOf(node).some(([index]) => found.has(index));
    if (isBehind || takesSamples.test(node.op)) found.add(at);
  });
  return found;
}

/** Its first axis is the batch, and more than one sequence lies beside it. */
function isOfSamples(node: RecordedNode, nodes: readonly RecordedNode[]): boolean {
  const [[index, output] = [-1, 0]] = valuesOf(node);
  const [steps, samples = 1, ...width] = nodes[index]?.outputs[output]?.shape ?? [];
  return steps === null && samples !== null && samples > 1 && width.length === 1;
}

/**
 * The nodes that read the samples of a batch as the steps of one sequence, for want of `batch_first`: of networks whose
 * first axis is known to be the batch, by a layer before them or by what the recording tells. A batch of one sequence
 * beside it may be meant so.
 */
export function samplesAsSteps({ nodes, samplesFirst }: Recording): ReadonlySet<number> {
  const known = behindSamples(nodes);
  return new Set(
    nodes.flatMap((node, at) => {
      const isKnown = samplesFirst === true || known.has(at);
      return isKnown && takesSteps(node) && isOfSamples(node, nodes) ? [at] : [];
    }),
  );
}
