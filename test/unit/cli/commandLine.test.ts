import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCommandLine } from '../../../src/cli/commandLine';
import { standardLimits, standardProbe } from '../../../src/shared/protocol/inspectRequest';

const read = (line: string) => readCommandLine(line.split(' '));

describe('readCommandLine', () => {
  it('inspects under the standard options unless told otherwise', () => {
    expect(read('inspect model.ts')).toEqual({
      name: 'inspect',
      target: 'model.ts',
      run: { arguments: {}, backend: 'auto', probe: standardProbe, ...standardLimits },
      outputs: {},
    });
  });

  it('serves one folder, or what the client names', () => {
    const run = { backend: 'wasm', deadlineSeconds: 90 };
    expect(read('mcp work --backend wasm --timeout 90')).toMatchObject({
      name: 'mcp',
      folder: 'work',
      run,
    });
    expect(read('mcp')).toMatchObject({ name: 'mcp', folder: undefined });
    expect(() => read('mcp a b')).toThrow('mcp takes one FOLDER');
  });

  it('compares exactly two reports', () => {
    expect(read('compare a.json b.json')).toEqual({
      name: 'compare',
      before: 'a.json',
      after: 'b.json',
    });
    for (const line of ['compare', 'compare a.json', 'compare a b c'])
      expect(() => read(line)).toThrow('compare takes two reports');
  });

  it('reads every flag of inspect', () => {
    const command = read(
      'inspect m.ts#net --arg depth=20 --arg name="r" --input-shape 32,32,3 --steps 5 --seeds 2 ' +
        '--batch 8 --seed 7 --backend wasm --inputs x.npy --targets y.npy --loss meanSquaredError ' +
        '--optimizer adam --learning-rate 0.1 --threshold deadShare=0.7 --threshold plainStack=30 --json - --html o.html --sarif o.sarif --timeout 0.5 ' +
        '--memory 1024 --allow-network',
    );
    expect(command).toEqual({
      name: 'inspect',
      target: 'm.ts#net',
      run: {
        arguments: { depth: 20, name: 'r' },
        inputShape: [32, 32, 3],
        backend: 'wasm',
        allowNetwork: true,
        thresholds: { deadShare: 0.7, plainStack: 30 },
        probe: {
          steps: 5,
          seeds: 2,
          batchSize: 8,
          seed: 7,
          loss: 'meanSquaredError',
          optimizer: 'adam',
          learningRate: 0.1,
          data: { inputs: path.resolve('x.npy'), targets: path.resolve('y.npy') },
        },
        deadlineSeconds: 0.5,
        memoryMegabytes: 1024,
      },
      outputs: { json: '-', html: 'o.html', sarif: 'o.sarif' },
    });
  });

  it('trains on one batch where it is told to', () => {
    expect(read('inspect m.ts --one-batch')).toMatchObject({
      run: { probe: { oneBatchSeconds: 20 } },
    });
    expect(read('inspect m.ts')).not.toHaveProperty('run.probe.oneBatchSeconds');
  });

  it('takes one place for all data', () => {
    expect(read('inspect m.ts --data data.ts#batches')).toMatchObject({
      run: { probe: { data: { inputs: path.resolve('data.ts#batches') } } },
    });
  });

  it('builds and analyses only with --no-probe', () => {
    expect(read('inspect m.ts --no-probe')).toMatchObject({ run: { probe: null } });
  });

  it('fails a check at errors unless told otherwise', () => {
    expect(read('check src')).toMatchObject({ paths: ['src'], failOn: ['error'] });
    expect(read('check a b --fail-on warning,dead-relu')).toMatchObject({
      paths: ['a', 'b'],
      failOn: ['warning', 'dead-relu'],
    });
  });

  it.each([
    ['list a b --json', { name: 'list', paths: ['a', 'b'], json: true }],
    ['backends', { name: 'backends', json: false }],
    ['backends --python p', { name: 'backends', json: false, python: 'p' }],
    ['watch run.jsonl --once', { name: 'watch', file: 'run.jsonl', once: true }],
    ['--help', { name: 'help' }],
    ['inspect --help', { name: 'help', of: 'inspect' }],
    ['--version', { name: 'version' }],
  ])('reads %s', (line, command) => {
    expect(read(line)).toEqual(command);
  });

  it.each([
    ['inspect m.ts --colour', /--colour/],
    ['inspct m.ts', /There is no command inspct\. Did you mean inspect\?/],
    ['inspect m.ts --stesp 3', /--stesp'\. Did you mean --steps\?/],
    ['inspect m.ts --zzzzzzzz 3', /--zzzzzzzz'\.$/],
    ['inspect', /FILE\[#NAME\] is missing/],
    ['inspect a.ts b.ts', /one FILE/],
    ['list', /PATH is missing/],
    ['toString', /no command toString/],
    ['inspect m.ts --steps 0', /--steps takes a whole number above 0, and got 0/],
    ['inspect m.ts --steps 1.5', /--steps/],
    ['inspect m.ts --learning-rate much', /--learning-rate takes a number above 0, and got much/],
    ['inspect m.ts --input-shape 32x32', /--input-shape takes numbers such as 32,32,3/],
    ['inspect m.ts --arg depth', /--arg takes NAME=JSON/],
    ['inspect m.ts --arg name=resnet', /resnet is not JSON/],
    ['inspect m.ts --backend gpu', /--backend takes auto, tensorflow-gpu/],
    ['inspect m.ts --data d.npz --inputs x.npy', /--data and --inputs name the same thing/],
    ['inspect m.ts --targets y.npy', /--targets needs --inputs/],
    [
      'inspect m.ts --threshold dead=1',
      /There is no threshold dead; choose one of vanishingRatio,/,
    ],
    ['inspect m.ts --threshold deadShare=2', /deadShare must be .* at most 1/],
    ['inspect m.ts --threshold plainStack', /plainStack must be a number above 0/],
    ['inspect m.ts --svg g.svg', /--html/],
    ['inspect m.ts --json', /--json/],
    ['check a --html x', /--html/],
    ['backends wasm', /takes flags only/],
  ])('refuses %s in a sentence', (line, sentence) => {
    expect(() => read(line)).toThrow(expect.objectContaining({ code: 'usage' }) as Error);
    expect(() => read(line)).toThrow(sentence);
  });

  it('asks what is to be done when nothing is given', () => {
    expect(() => readCommandLine([])).toThrow('Name a command.');
  });

  it('sets TensorFlow up: downloaded, linked to a Python, or removed', () => {
    const plain = { name: 'setup', link: false, python: undefined, remove: false, verbose: false };
    expect(read('setup')).toEqual(plain);
    expect(read('setup --link --python /opt/python --verbose')).toEqual({
      ...plain,
      link: true,
      python: '/opt/python',
      verbose: true,
    });
    expect(read('setup --remove')).toEqual({ ...plain, remove: true });
    expect(() => read('setup --python /opt/python')).toThrow('goes with --link');
    expect(() => read('setup --link --remove')).toThrow('--remove goes alone');
    expect(() => read('setup here')).toThrow('takes flags only');
  });
});
