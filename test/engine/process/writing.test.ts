import {
  lstatSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { afterLocking, refused, refusedFile } from '../../support/lockedProcess';

/** The temporary folder of the locked process, and one that is not. */
const [folder, outside] = ['skipscope-inside-', 'skipscope-outside-'].map((name) =>
  mkdtempSync(path.join(os.tmpdir(), name)),
) as [string, string];
const quoted = JSON.stringify(path.join(outside, 'written.txt'));
afterAll(() => {
  for (const one of [folder, outside]) rmSync(one, { recursive: true });
});

describe('a locked process', () => {
  it('writes no file outside the temporary folder, and reads what it likes', async () => {
    const said = await afterLocking(folder, [
      `fs.writeFileSync(${quoted}, 'x')`,
      `fs.promises.writeFile(${quoted}, 'x')`,
      `fs.openSync(${quoted}, 'w')`,
      `fs.openSync(${quoted}, fs.constants.O_CREAT | fs.constants.O_WRONLY)`,
      `fs.promises.open(${quoted}, 'a')`,
      `fs.createWriteStream(${quoted})`,
      `fs.mkdirSync(${quoted})`,
      `fs.writeSync(3, 'x')`,
      `import('node:fs').then(({ renameSync }) => renameSync(__filename, ${quoted}))`,
      `fs.copyFileSync(__filename, ${quoted})`,
      `fs.symlinkSync(${quoted}, __filename + '.link')`,
      `fs.readFileSync(__filename)`,
      `fs.closeSync(fs.openSync(__filename))`,
      `fs.promises.readFile(__filename)`,
      `fs.promises.open(__filename, 'r').then((file) => file.close())`,
    ]);
    expect(said).toEqual([
      refusedFile('fs.writeFileSync'),
      refusedFile('fs.promises.writeFile'),
      refusedFile('fs.openSync to write a file'),
      refusedFile('fs.openSync to write a file'),
      refusedFile('fs.promises.open to write a file'),
      refusedFile('fs.createWriteStream'),
      refusedFile('fs.mkdirSync'),
      refusedFile('fs.writeSync'),
      refusedFile('fs.renameSync'),
      refusedFile('fs.copyFileSync'),
      refused('fs.symlinkSync'),
      ...Array.from({ length: 4 }, () => 'done'),
    ]);
    expect(readdirSync(outside)).toEqual([]);
  });

  it('writes files in the temporary folder, by every way there is', async () => {
    const at = (name: string) => JSON.stringify(path.join(folder, name));
    const said = await afterLocking(folder, [
      `fs.writeFileSync(${at('a')}, 'x')`,
      `fs.promises.writeFile(${at('b')}, 'x')`,
      `new Promise((done) => fs.writeFile(${at('c')}, 'x', done))`,
      `fs.mkdirSync(${at('d/e')}, { recursive: true })`,
      `new Promise((done) => fs.createWriteStream(${at('d/f')}).end('x', done))`,
      `{ const file = fs.openSync(${at('g')}, 'w'); fs.writeSync(file, 'x'); fs.closeSync(file); }`,
      `fs.promises.open(${at('h')}, 'w').then(async (file) => { await file.write('x'); await file.close(); })`,
      `fs.copyFileSync(__filename, ${at('i')})`,
      `fs.renameSync(${at('i')}, ${at('j')})`,
      `fs.rmSync(${at('j')})`,
      `fs.mkdtempSync(${at('k')})`,
      `fs.writeFileSync(require('node:url').pathToFileURL(${at('l')}), 'x')`,
    ]);
    expect(said).toEqual(Array.from({ length: 12 }, () => 'done'));
    const left = readdirSync(folder).map((name) => name.replace(/^k.+/, 'k'));
    expect(left).toEqual(expect.arrayContaining(Array.from('abcdghkl')));
    expect(left).not.toContain('j');
  });

  it('follows links before it says where a file is', async () => {
    symlinkSync(outside, path.join(folder, 'link'));
    symlinkSync(path.join(outside, 'made.txt'), path.join(folder, 'dangling'));
    const through = [path.join(folder, 'link', 'made.txt'), path.join(folder, 'dangling')];
    const past = `${folder}/../${path.basename(outside)}/made.txt`;
    const said = await afterLocking(
      folder,
      [...through, past].map((file) => `fs.writeFileSync(${JSON.stringify(file)}, 'x')`),
    );
    expect(said).toEqual(Array.from({ length: 3 }, () => refusedFile('fs.writeFileSync')));
    expect(readdirSync(outside)).toEqual([]);
  });

  it('removes a link, and not what it leads to', async () => {
    const target = path.join(folder, 'target');
    const links = ['one', 'two'].map((name) => path.join(folder, name));
    writeFileSync(target, 'kept');
    for (const link of links) symlinkSync(target, link);
    const away = path.join(folder, 'away');
    symlinkSync(outside, away);
    const said = await afterLocking(folder, [
      `fs.unlinkSync(${JSON.stringify(links[0])})`,
      `fs.promises.rm(${JSON.stringify(links[1])})`,
      `fs.rmSync(${JSON.stringify(away)})`,
      `fs.rmSync(${JSON.stringify(path.join(folder, 'link', 'made.txt'))}, { force: true })`,
      `fs.unlinkSync(${JSON.stringify(`${folder}/..`)})`,
    ]);
    expect(said).toEqual([
      ...Array.from({ length: 3 }, () => 'done'),
      refusedFile('fs.rmSync'),
      refusedFile('fs.unlinkSync'),
    ]);
    expect([...links, away].filter((link) => lstatSync(link, { throwIfNoEntry: false }))).toEqual(
      [],
    );
    expect(readFileSync(target, 'utf8')).toBe('kept');
  });
});
