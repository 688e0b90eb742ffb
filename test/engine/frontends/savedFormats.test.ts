import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { formatOf, formats } from '../../../src/engine/frontends/saved/formats';
import { SavedFile } from '../../../src/engine/frontends/saved/savedFile';
import { savedFrontend } from '../../../src/engine/frontends/saved/savedFrontend';

const topology = { class_name: 'Sequential', config: { name: 's', layers: [] } };
const bytes = (content: unknown): Uint8Array => strToU8(JSON.stringify(content));
const zip = zipSync({ 'config.json': bytes(topology) });
const hdf5 = Uint8Array.from([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]);
const nameOf = (file: string, content: Uint8Array | string) =>
  formatOf(new SavedFile(`/models/${file}`, content))?.name;

describe('the format of a saved model', () => {
  it.each([
    ['any.bin', zip, 'Keras archive'],
    ['any.bin', hdf5, 'Keras HDF5'],
    ['any.txt', bytes(topology), 'Keras JSON'],
    ['any.txt', bytes({ model_config: topology }), 'Keras JSON'],
    ['any.txt', bytes({ modelTopology: topology }), 'TensorFlow.js layers model'],
    ['any.txt', bytes({ modelTopology: { model_config: topology } }), 'TensorFlow.js layers model'],
    ['any.txt', bytes({ modelTopology: { node: [] } }), 'TensorFlow.js graph model'],
    ['any.txt', bytes({ format: 'graph-model' }), 'TensorFlow.js graph model'],
    ['any.txt', `\n ${JSON.stringify(topology)}`, 'Keras JSON'],
  ])('is told by the content of %s (%#)', (file, content, name) => {
    expect(nameOf(file, content)).toBe(name);
  });

  it.each([
    ['empty.keras', 'Keras archive'],
    ['EMPTY.H5', 'Keras HDF5'],
    ['empty.hdf5', 'Keras HDF5'],
    ['model.json', 'TensorFlow.js layers model'],
    ['empty.json', 'Keras JSON'],
    ['empty.py', undefined],
    ['json', undefined],
  ])('is told by the name %s where the content tells nothing', (file, name) => {
    expect(nameOf(file, new Uint8Array())).toBe(name);
  });

  it('is of one format only', () => {
    for (const content of [zip, hdf5, bytes(topology), bytes({ modelTopology: topology })]) {
      const file = new SavedFile('/models/any', content);
      expect(formats.filter((format) => format.matches(file))).toHaveLength(1);
    }
  });

  it('decodes no text of a file that is not JSON', () => {
    const file = new SavedFile('/models/any', hdf5);
    Object.defineProperty(file, 'text', {
      get: () => {
        throw new Error('decoded');
      },
    });
    expect(formatOf(file)?.name).toBe('Keras HDF5');
  });
});

it('a frontend of saved models names the files it opens, and leaves all others alone', () => {
  const subject = (file: string, content: string) => ({
    root: '/models',
    file: `/models/${file}`,
    content,
  });
  expect(savedFrontend.patterns).toEqual(['*.keras', '*.h5', '*.hdf5', 'model.json', '*.json']);
  expect(savedFrontend.opens(subject('model.py', 'import torch'))).toBe(false);
  expect(savedFrontend.opens(subject('other.json', '{'))).toBe(true);
});
