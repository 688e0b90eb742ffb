import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatCount, formatGradient } from '../../src/shared/words/format';
import type { Report } from '../../src/shared/report/report';
import { weightGradientRms } from '../../src/shared/report/selectors';
import { structureFacts } from '../../src/shared/words/structureText';
import { badModels, goodModel } from '../support/badModels';
import { childProcesses, eventually } from '../support/processes';
import { schemaErrors } from '../support/reportSchema';
import { sarifErrors } from '../support/sarifSchema';
import { entry, skipscope } from './command';

const quick = ['--steps', '1', '--seeds', '1', '--batch', '2'];
const resnet = 'examples/resnet20.ts';

let folder = '';
const at = (name: string): string => path.join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'skipscope-'));
  writeFileSync(at('fine.ts'), goodModel.source);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a file that is a pipe', () => {
  it.each(['check', 'list', 'inspect'])('gets its one sentence from %s', async (command) => {
    if (!existsSync(at('pipe.ts'))) execFileSync('mkfifo', [at('pipe.ts')]);
    const { code, stdout, stderr } = await skipscope([command, 'pipe.ts'], folder);
    expect((stdout + stderr).trim()).toMatch(
      /^(?:skipscope: )?pipe\.ts:1:1: pipe\.ts is a pipe, a device or a socket; [^\n]* \[file-not-found\]$/,
    );
    expect(code).toBe(3);
  });
});

describe('skipscope inspect', () => {
  it('writes one report to terminal, JSON, page and SARIF, and all agree', async () => {
    const outputs = ['--json', at('r.json'), '--html', at('r.html'), '--sarif', at('r.sarif')];
    const run = await skipscope(['inspect', resnet, ...quick, ...outputs]);
    expect(run.code).toBe(0);

    const report = JSON.parse(readFileSync(at('r.json'), 'utf8')) as Report;
    expect(schemaErrors(report)).toEqual([]);
    expect(report.model.source.file).toBe(resnet);
    expect(run.stdout).toMatch(/^[✓▲✖] /);
    // Lines of words wrap.
    const words = run.stdout.replace(/\s+/g, ' ');
    expect(words).toContain(`${formatCount(report.network.totals.parameters)} parameters`);
    expect(run.stdout).toMatch(/9 merges: 9 short, 0 long · identity 7, projection 2/);
    expect(run.stdout).toMatch(/ · 16→16 ×3 +21 +32×32×16 +14,304 /);
    for (const [title, text] of structureFacts(report)) {
      expect(words).toContain(` ${title.toLowerCase()} ${text} `);
    }
    for (const layer of report.probe!.layers) {
      const gradient = weightGradientRms(layer);
      if (gradient !== undefined) expect(run.stdout).toContain(`  ${formatGradient(gradient)}`);
    }
    const html = readFileSync(at('r.html'), 'utf8');
    const [, embedded] = /id="skipscope-report">(.*?)<\/script>/.exec(html)!;
    expect(JSON.parse(embedded!)).toEqual(report);
    const sarif = JSON.parse(readFileSync(at('r.sarif'), 'utf8')) as {
      runs: [{ results: { ruleId: string }[] }];
    };
    expect(sarifErrors(sarif)).toEqual([]);
    const codes = sarif.runs[0].results.map(({ ruleId }) => ruleId);
    expect(codes).toEqual(report.findings.map(({ code }) => code));
  });

  it('prints nothing but the report with --json -', async () => {
    const run = await skipscope(['inspect', resnet, '--no-probe', '--json', '-']);
    expect(schemaErrors(JSON.parse(run.stdout))).toEqual([]);
    expect(run.code).toBe(0);
  });

  it('passes arguments and input shape on to the model', async () => {
    const flags = ['--arg', 'numClasses=7', '--input-shape', '16,16,3', '--no-probe'];
    const run = await skipscope(['inspect', resnet, ...flags, '--json', '-']);
    const { network } = JSON.parse(run.stdout) as Report;
    expect(network.layers[0]?.outputShape).toEqual([[null, 16, 16, 3]]);
    expect(network.layers.at(-1)?.outputShape).toEqual([[null, 7]]);
  });

  it('gives the same numbers for the same seed', async () => {
    const probe = async (): Promise<Report['probe']> => {
      const run = await skipscope(
        ['inspect', 'fine.ts', '--json', '-', '--seed', '5', ...quick],
        folder,
      );
      return (JSON.parse(run.stdout) as Report).probe;
    };
    const [first, second] = [await probe(), await probe()];
    expect(second!.layers).toEqual(first!.layers);
    expect(second!.loss).toEqual(first!.loss);
  });

  it('ends with its engine when interrupted', async () => {
    const { site, source } = badModels.find(({ code }) => code === 'timed-out')!;
    writeFileSync(at('loop.ts'), source);
    const child = spawn(process.execPath, [entry, 'inspect', `loop.ts#${site}`], { cwd: folder });
    let said = '';
    child.stderr.on('data', (text: Buffer) => (said += text.toString()));
    await eventually('the model is being built', () => said.includes('building model'));
    child.kill('SIGINT');
    await expect(once(child, 'exit')).resolves.toEqual([130, null]);
    await eventually('nothing is left', () => childProcesses().length === 0);
  });
});

describe('skipscope check', () => {
  it('fails where a finding reaches --fail-on, and only there', async () => {
    const args = ['check', 'examples/sigmoidMlp.ts', '--seeds', '1', '--fail-on'];
    const [named, other] = [
      await skipscope([...args, 'vanishing-gradient']),
      await skipscope([...args, 'dead-relu']),
    ];
    expect([named.code, other.code]).toEqual([1, 0]);
    expect(named.stdout).toContain('vanishing-gradient');
  });

  it('writes SARIF of what was found and of what could not be built, each at its line', async () => {
    const { source, line } = badModels.find(({ code }) => code === 'model-threw')!;
    writeFileSync(at('broken.ts'), source);
    const run = await skipscope(['check', 'fine.ts', 'broken.ts', '--sarif', '-'], folder);
    expect(run.code).toBe(3);
    const log = JSON.parse(run.stdout) as { runs: [{ results: { ruleId: string }[] }] };
    expect(sarifErrors(log)).toEqual([]);
    const region = { startLine: line };
    const locations = [{ physicalLocation: { artifactLocation: { uri: 'broken.ts' }, region } }];
    const failed = log.runs[0].results.filter(({ ruleId }) => ruleId === 'cannot-build');
    expect(failed).toMatchObject([{ level: 'error', locations }]);
    expect(log.runs[0]).toMatchObject({
      invocations: [
        {
          executionSuccessful: false,
          exitCode: 3,
          toolExecutionNotifications: [{ descriptor: { id: 'model-threw' }, locations }],
        },
      ],
    });
  });
});

describe('skipscope list', () => {
  it('lists the examples with what each needs', async () => {
    const run = await skipscope(['list', 'examples', '--json']);
    const sites = JSON.parse(run.stdout) as { file: string; name: string; needs: string[] }[];
    expect(sites).toContainEqual(expect.objectContaining({ file: resnet, name: 'resnet20' }));
    expect(sites.filter(({ needs }) => needs.length > 0)).toEqual([]);
    const text = await skipscope(['list', 'examples']);
    expect(text.stdout.trim().split('\n')).toHaveLength(sites.length);
  });
});

describe('skipscope backends', () => {
  it('says what can run and why the others cannot', async () => {
    const run = await skipscope(['backends']);
    expect(run.stdout).toMatch(/✔ {2}wasm +on cpu, TensorFlow\.js \d/);
    const [ours, pythons] = ['tensorflow-gpu|webgpu|tensorflow|wasm|cpu', 'torch'].map((names) =>
      run.stdout.match(new RegExp(`^[✔–] {2}(?:${names}) +\\S`, 'gm')),
    );
    expect(ours).toHaveLength(5);
    expect(run.stdout.trim().split('\n')).toHaveLength(5 + (pythons?.length ?? 0));
    expect(run.code).toBe(0);
  });
});

describe('skipscope', () => {
  it.each([
    [['inspect', resnet, '--colour'], /--colour[^]*skipscope --help lists/],
    [['frobnicate'], /no command frobnicate[^]*skipscope --help lists/],
    [[], /Name a command[^]*skipscope inspect FILE\[#NAME\]/],
  ])(
    'answers %j with a sentence, the usage or its place, and exit code 2',
    async (args, sentence) => {
      const run = await skipscope(args);
      expect(run.stderr).toMatch(sentence);
      expect(run.stdout).toBe('');
      expect(run.code).toBe(2);
    },
  );

  it.each([
    [['inspect', 'nowhere.ts'], /nowhere\.ts does not exist/],
    [['inspect', 'src/shared/base/json.ts'], /There is no model definition/],
    [['inspect', `${resnet}#resnet21`], /There is no resnet21 in .*; there is .*#resnet20/],
  ])('answers %j, which was understood, with the sentence alone', async (args, sentence) => {
    const run = await skipscope(args);
    expect(run.stderr).toMatch(sentence);
    expect(run.stderr.trim().split('\n')).toHaveLength(1);
    expect(run.code).toBe(2);
  });

  it('explains itself', async () => {
    const run = await skipscope(['--help']);
    expect(run.stdout).toContain('Exit codes');
    expect(run.code).toBe(0);
  });
});
