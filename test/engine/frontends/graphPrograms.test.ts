import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Shape } from '../../../src/shared/network/network';
import { openSaved } from '../../support/savedModel';
import { inspectFile } from '../examples/inspectExample';

const folder = 'test/fixtures/graphModels';
const reportOf = (name: string) => inspectFile({ file: `${folder}/${name}.json`, site: '' }, null);
/** TensorFlow's shapes of each output of each node. */
const shapesOf = (name: string) =>
  JSON.parse(readFileSync(`${folder}/${name}.shapes.json`, 'utf8')) as Record<
    string,
    (Shape | null)[]
  >;
const isUnknown = (shape: Shape | undefined): boolean => String(shape) === String([null, null]);

describe('a program that TensorFlow froze', () => {
  // Shapes computed at run time are unknown, and so is everything that follows from them.
  it.each([
    ['unet', /Repeat|global_average|dense_1|^Identity$/],
    ['pieces', /^(sort|Relu_4|Identity_4)/],
    ['channelsFirst', /^ones$/],
  ])('%s has the shapes that TensorFlow gives its nodes, or none', async (name, mayBeUnknown) => {
    const { network } = await reportOf(name);
    const wanted = shapesOf(name);
    const wrong = network.layers.flatMap(({ name: node, outputShape }) =>
      outputShape.flatMap((shape, i) => {
        const right = wanted[node]?.[i];
        const same = isUnknown(shape) || String(shape) === String(right);
        return same ? [] : [`${node}:${i} is ${String(shape)}, not ${String(right)}`];
      }),
    );
    expect(wrong).toEqual([]);
    const unknown = network.layers.filter(({ outputShape }) => isUnknown(outputShape[0]));
    expect(unknown.map((layer) => layer.name).filter((node) => !mayBeUnknown.test(node))).toEqual(
      [],
    );
  });

  it('gives back what its signature names', async () => {
    const { graph } = await openSaved(`${folder}/unet.json`);
    expect(graph.outputs.map(({ layer }) => layer)).toEqual(['Identity', 'Identity_1']);
    const { skips } = await reportOf('unet');
    expect(skips.merges).toMatchObject({ concat: 1 });
  });
});
