import { describe, expect, it } from 'vitest';
import { refusedLayer } from '../../../../../src/analysis/findings/refusedLayer';
import { describeRecording } from '../../../../../src/engine/frontends/python/network/describeRecording';
import { withLooseEnds } from '../../../../../src/engine/frontends/python/network/looseEnds';
import type { Recording } from '../../../../../src/shared/protocol/python/recording';
import { context, recordingNamed } from '../../../../support/recordings';

/** The first blocks of ResNet-18, whose addition takes other shapes than it did. */
function cutAtAnAddition(refused: boolean): Recording {
  const whole = recordingNamed('resnet18');
  const at = whole.nodes.findIndex(
    ({ op, inputs }) => op === 'add' && inputs.every((input) => 'value' in input),
  );
  const [body] = whole.nodes[at]!.inputs.flatMap((input) =>
    'value' in input ? input.value[0] : [],
  );
  const nodes = whole.nodes.slice(0, at + 1).map((node, index): Recording['nodes'][number] => {
    if (index === at) return { ...node, ...(refused && { refused: true as const }) };
    const outputs = [{ shape: [null, 128, 28, 28], dtype: 'float32' }];
    return index === body ? { ...node, outputs } : node;
  });
  return { ...whole, nodes, outputs: [] };
}

describe('a recording that ends before its model does', () => {
  it('has all that was recorded, up to the operation that refused its tensors', () => {
    const { graph, refused } = describeRecording(withLooseEnds(cutAtAnAddition(true)), context);
    expect(graph.layers.map(({ name }) => name).slice(-2)).toEqual(['layer1.0.bn2', 'add']);
    expect(refused).toBe('add');
    expect(refusedLayer(refused!, graph, [])).toMatchObject({
      slots: [0, 1],
      fit: { axes: 2, channels: 128, strides: expect.any(Number) as number },
    });
  });

  it('ends at what nothing reads', () => {
    const { graph, refused } = describeRecording(withLooseEnds(cutAtAnAddition(false)), context);
    expect(graph.outputs.map(({ layer }) => layer)).toEqual(['add']);
    expect(refused).toBeUndefined();
  });

  it('keeps the outputs of one that came to its end', () => {
    const whole = recordingNamed('resnet18');
    expect(withLooseEnds(whole)).toBe(whole);
  });
});
