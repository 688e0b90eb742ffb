import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import fc from 'fast-check';
import { File, Group } from 'jsfive';
import { beforeAll, describe, expect, it } from 'vitest';
import { openHdf5 } from '../../../src/engine/frontends/saved/hdf5';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import { Failure } from '../../../src/shared/base/failures';
import { kerasArchive, writeLegacyModel } from '../../support/savedFiles';
import { refusal } from '../../support/refusal';
import { openSaved, savedFolder } from '../../support/savedModel';
import { testBackend } from '../../support/testBackend';

const folder = savedFolder();
beforeAll(() => openBackend(testBackend));

function archive(name: string): string {
  const file = join(folder, `${name}.keras`);
  writeFileSync(file, kerasArchive(file, { class_name: 'Sequential', config: { layers: [] } }));
  return file;
}
const legacy = (name: string): string => writeLegacyModel(join(folder, name));

describe('a damaged file', () => {
  const cut = (file: string, name: string, length: number) => {
    const path = join(folder, name);
    writeFileSync(path, readFileSync(file).subarray(0, length));
    return path;
  };

  it.each([
    ['a cut-off archive', () => cut(archive('a'), 'cut.keras', 200), /zip archive is cut off/],
    ['a cut-off HDF5 file', () => cut(legacy('b.h5'), 'cut.h5', 900), /HDF5 part is cut off/],
    ['an empty .keras file', () => cut(archive('c'), 'none.keras', 0), /not start like a zip/],
    ['an empty .h5 file', () => cut(legacy('d.h5'), 'none.h5', 0), /not start like an HDF5 file/],
    [
      'an archive of something else',
      () => {
        const file = join(folder, 'other.keras');
        writeFileSync(file, zipSync({ 'a.txt': new Uint8Array(3) }));
        return file;
      },
      /holds no config\.json/,
    ],
  ])('%s is refused with the reason', async (_, make, reason) => {
    expect(await refusal(openSaved(make()))).toMatchObject({
      code: 'not-a-model-file',
      sentence: expect.stringMatching(reason) as string,
    });
  });

  it('has a group that holds itself', () => {
    const bytes = Uint8Array.from(readFileSync('test/fixtures/keras3/nested.h5'));
    const root = new File(bytes.buffer, '');
    const outer = root.keys.find((key) => root.get(key) instanceof Group)!;
    const group = root.get(outer) as Group;
    const inner = group.keys.find((key) => group.get(key) instanceof Group)!;
    const address = (link: unknown) => {
      const written = new Uint8Array(8);
      new DataView(written.buffer).setBigUint64(0, BigInt(link as number), true);
      return Buffer.from(written);
    };
    const [own, outerOwn] = [address(group._links[inner]), address(root._links[outer])];
    const file = Buffer.from(bytes);
    for (let at = file.indexOf(own); at >= 0; at = file.indexOf(own, at + 8))
      outerOwn.copy(file, at);
    const open = openHdf5(file).folder(outer)!;
    expect(() => open.folder(inner)).toThrow('saved.hdf5-damaged');
    // Nor is a group what an empty name in it stands for.
    expect(open.folder('')).toBeUndefined();
  });

  it('never ends in anything but a model or a failure', async () => {
    const good = readFileSync(legacy('fuzz.h5'));
    const place = join(folder, 'mutated.h5');
    await fc.assert(
      fc.asyncProperty(
        fc.nat(good.length - 1),
        fc.nat(255),
        fc.nat(good.length),
        async (at, byte, end) => {
          const bytes = Uint8Array.from(good.subarray(0, Math.max(end, good.length / 2)));
          if (at > 8) bytes[at] = byte;
          writeFileSync(place, bytes);
          const outcome: unknown = await openSaved(place).then(
            (model) => {
              model.dispose();
              return 'model';
            },
            (error: unknown) => (error instanceof Failure ? error.code : error),
          );
          expect(outcome).toBeOneOf(['model', 'not-a-model-file']);
        },
      ),
      { numRuns: 300 },
    );
  });
});
