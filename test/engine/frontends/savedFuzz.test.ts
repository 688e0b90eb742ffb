import { readFileSync } from 'node:fs';
import '@tensorflow/tfjs-backend-cpu';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { openContent } from '../../../src/engine/frontends/saved/formats';
import { SavedFile } from '../../../src/engine/frontends/saved/savedFile';
import { normalizeModel } from '../../../src/engine/tfjs/savedModel/normalizeModel';
import { makeSavedModel } from '../../../src/engine/tfjs/savedModel/makeSavedModel';
import type { SavedModel } from '../../../src/engine/tfjs/savedModel/savedModel';
import { Failure } from '../../../src/shared/base/failures';
import { within } from '../../support/fuzzBudget';

const large = readFileSync('test/fixtures/keras-topologies/MobileNetV2.json', 'utf8');
const node = (name: string) => [[[name, 0, 0, {}]]];
const small = JSON.stringify({
  class_name: 'Functional',
  config: {
    name: 'small',
    layers: [
      {
        class_name: 'InputLayer',
        name: 'x',
        config: { batch_input_shape: [null, 4, 4, 2] },
        inbound_nodes: [],
      },
      {
        class_name: 'Conv2D',
        name: 'c',
        config: { filters: 2, kernel_size: [1, 1] },
        inbound_nodes: node('x'),
      },
      {
        class_name: 'Add',
        name: 'a',
        config: {},
        inbound_nodes: [
          [
            ['c', 0, 0, {}],
            ['x', 0, 0, {}],
          ],
        ],
      },
      { class_name: 'Odd', name: 'o', config: {}, inbound_nodes: node('a') },
    ],
    input_layers: [['x', 0, 0]],
    output_layers: [['o', 0, 0]],
  },
});

/** The text with a stretch of it replaced. */
const edited = (text: string) =>
  fc
    .tuple(
      fc.nat(text.length),
      fc.nat(12),
      fc.oneof(
        fc.constantFrom('', '0', '-1', 'null', '"x"', '[]', '{}', ','),
        fc.string({ maxLength: 4 }),
      ),
    )
    .map(([at, length, put]) => text.slice(0, at) + put + text.slice(at + length));

/** One value of the parsed text replaced, so that it is still JSON. */
const revalued = (text: string) =>
  fc.tuple(fc.nat(), fc.jsonValue({ maxDepth: 2 })).map(([pick, value]) => {
    const places: { holder: Record<string, unknown>; key: string }[] = [];
    const content = JSON.parse(text, function (this: Record<string, unknown>, key, found: unknown) {
      if (key !== '') places.push({ holder: this, key });
      return found;
    }) as unknown;
    const place = places[pick % places.length];
    if (place) place.holder[place.key] = value;
    return JSON.stringify(content);
  });

/** Layers as a file of this text holds them; a frozen program that chance made of it is refused. */
async function layersIn(text: string): Promise<SavedModel> {
  const content = await openContent(new SavedFile('/nowhere/model.json', text));
  if (content.kind === 'layers') return content.model;
  throw new Failure('unbuildable', 'a frozen program');
}

let tried = 0;
afterAll(() => console.log(`${tried} model files were read`));

describe('whatever a model file holds', () => {
  it('reading it ends in a model or in a failure with its reason', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(edited(small), revalued(small), edited(large)), async (text) => {
        tried += 1;
        try {
          const { className, config } = await layersIn(text);
          normalizeModel(className, config);
        } catch (error) {
          expect(error).toBeInstanceOf(Failure);
        }
      }),
      within(180, 120_000),
    );
  });

  it('building it does so too', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(edited(small), revalued(small)), async (text) => {
        tried += 1;
        try {
          const { model } = await makeSavedModel(await layersIn(text));
          for (const weight of model.weights) weight.dispose();
        } catch (error) {
          expect(error).toBeInstanceOf(Failure);
        }
      }),
      within(180, 120_000),
    );
  });
});
