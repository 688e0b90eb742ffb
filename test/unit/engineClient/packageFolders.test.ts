import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  environmentPackages,
  packageFolders,
} from '../../../src/engineClient/python/packageFolders';

const folder = mkdtempSync(path.join(os.tmpdir(), 'skipscope-packages-'));
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string): string => path.join(folder, name);

function file(name: string, text = ''): string {
  mkdirSync(path.dirname(at(name)), { recursive: true });
  writeFileSync(at(name), text);
  return at(name);
}

function made(name: string): string {
  mkdirSync(at(name), { recursive: true });
  return at(name);
}

const base = file('base/bin/python3.12');
const installed = made('base/lib/python3.12/site-packages');
made('base/lib/python3.9/site-packages');

/** An environment whose Python is a link to the base's. */
function environment(name: string, settings = ''): string {
  file(`${name}/pyvenv.cfg`, `home = ${path.dirname(base)}\n${settings}`);
  made(`${name}/bin`);
  const python = at(`${name}/bin/python`);
  symlinkSync(base, python);
  return python;
}

describe('the folders of packages of a Python', () => {
  it('are those of its environment alone, unless it shares its base', () => {
    const own = made('venv/lib/python3.12/site-packages');
    expect(packageFolders(environment('venv'))).toEqual([own]);
    const shared = made('shared/lib/python3.12/site-packages');
    const python = environment('shared', 'include-system-site-packages = true\n');
    expect(packageFolders(python)).toEqual([shared, installed]);
  });

  it("are those of its version where several share a folder, and Debian's", () => {
    expect(packageFolders(base)).toEqual([installed]);
    const debian = file('usr/bin/python3.11');
    made('usr/lib/python3.11');
    const tools = [
      made('usr/local/lib/python3.11/dist-packages'),
      made('usr/lib/python3/dist-packages'),
    ];
    expect(packageFolders(debian)).toEqual(tools);
  });

  it('are beside the Python on Windows, where conda puts it', () => {
    const conda = file('conda/python.exe');
    const library = made('conda/Lib/site-packages');
    expect(packageFolders(conda)).toEqual([library]);
    const scripts = file('windows/Scripts/python.exe');
    const inScripts = made('windows/Lib/site-packages');
    expect(packageFolders(scripts)).toEqual([inScripts]);
  });

  it('hold those of editable installations, and no code of a .pth file', () => {
    const own = made('editable/lib/python3.12/site-packages');
    const project = made('project/src');
    const lines = [
      'import sys; sys.path.append("/nowhere")',
      '# a note',
      project,
      '/not/there',
      '',
    ];
    file('editable/lib/python3.12/site-packages/__editable__.project.pth', lines.join('\n'));
    expect(packageFolders(environment('editable'))).toEqual([own, project]);
  });

  it('are found by a name on the search path, and are none for what is not there', () => {
    const bin = path.dirname(environment('named'));
    const own = made('named/lib/python3.12/site-packages');
    expect(packageFolders('python', { PATH: `/nowhere${path.delimiter}${bin}` })).toEqual([own]);
    expect(packageFolders('python', { PATH: '/nowhere' })).toEqual([]);
    expect(packageFolders('/no/python')).toEqual([]);
  });
});

describe('the packages that are taken', () => {
  const active = path.dirname(path.dirname(environment('active')));
  const own = made('active/lib/python3.12/site-packages');
  const places = { environment: { VIRTUAL_ENV: active }, folders: [at('workspace')] };

  it("are the chosen Python's, else those of the first environment that has some", () => {
    expect(environmentPackages(places, undefined)).toEqual([own]);
    expect(environmentPackages(places, base)).toEqual([installed]);
    expect(environmentPackages({ environment: {} }, undefined)).toEqual([]);
    environment('workspace/.venv');
    const nearest = made('workspace/.venv/lib/python3.12/site-packages');
    const folders = [at('workspace')];
    expect(environmentPackages({ environment: {}, folders }, undefined)).toEqual([nearest]);
  });
});
