import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ListRootsRequestSchema, type CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MOST_TOKENS } from '../../src/shared/words/assistant/answer';
import { tokensAtMost } from '../../src/shared/words/assistant/tokens';
import { childProcesses, eventually, isAlive } from '../support/processes';
import { entry, repository } from './command';

const head = "import * as tf from '@tensorflow/tfjs';\n";
const layers = 'tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] })';
const noisy = `${head}export function noisy() {
  console.log('{"jsonrpc":"2.0","id":1,"result":"forged"}');
  console.log('not of the protocol');
  return ${layers};
}
`;
const endless = `${head}export function endless() {\n  for (;;);\n  return ${layers};\n}\n`;
const thrower = `${head}export function thrower() {\n  if (Date.now() > 0) throw new Error('no such size');\n  return ${layers};\n}\n`;

let folder = '';
const client = new Client({ name: 'test', version: '1' }, { capabilities: { roots: {} } });
const transport = new StdioClientTransport({
  command: process.execPath,
  args: [entry, 'mcp'],
  env: { ...(process.env as Record<string, string>), XDG_CACHE_HOME: path.join(repository, 'out') },
  stderr: 'pipe',
});
/** Whatever stdout held besides the protocol. */
const strange: string[] = [];

interface Told {
  readonly isError: boolean;
  readonly text: string;
}

/** Every answer is one text of a bounded length. */
async function ask(name: string, input: object, options = {}): Promise<Told> {
  const call = client.callTool({ name, arguments: { ...input } }, undefined, options);
  const { content, isError = false } = (await call) as CallToolResult;
  expect(content).toHaveLength(1);
  const [part] = content;
  if (part?.type !== 'text') throw new Error('the answer is no text');
  expect(tokensAtMost(part.text)).toBeLessThanOrEqual(MOST_TOKENS);
  return { isError, text: part.text };
}

const quick = { steps: 1, seeds: 1, batch: 2 };

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'skipscope-'));
  mkdirSync(path.join(folder, 'deep'));
  cpSync(path.join(repository, 'examples/resnet56.ts'), path.join(folder, 'deep/resnet56.ts'));
  for (const [name, text] of Object.entries({ noisy, endless, thrower }))
    writeFileSync(path.join(folder, `${name}.ts`), text);
  client.setRequestHandler(ListRootsRequestSchema, () => ({
    roots: [{ uri: pathToFileURL(folder).href, name: 'work' }],
  }));
  client.onerror = ({ message }) => {
    // Of one chunk the SDK's client takes the answer first: progress before it has no token any more.
    if (!message.includes('progress notification for an unknown token')) strange.push(message);
  };
  await client.connect(transport);
});
afterAll(async () => {
  await client.close();
  rmSync(folder, { recursive: true });
});

describe('skipscope mcp', () => {
  it('offers six tools, each with a description and a schema of its input', async () => {
    const { tools } = await client.listTools();
    const names = ['list', 'inspect', 'profile', 'explain', 'compare', 'experiment'];
    expect(tools.map(({ name }) => name)).toEqual(names);
    for (const { description, inputSchema, annotations } of tools) {
      expect(description).toMatch(/\.$/);
      expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
      for (const property of Object.values(inputSchema.properties ?? {}))
        expect((property as { description: string }).description).toMatch(/\.$/);
      expect(annotations?.readOnlyHint).toBe(!/It runs code/.test(description!));
    }
    expect(client.getInstructions()).toContain('Call list first');
  });

  it('lists the definitions of the roots with their lines, and those of a name', async () => {
    const { text } = await ask('list', {});
    expect(text).toMatch(/^deep\/resnet56\.ts:\d+ resnet56\(.*\), TensorFlow\.js/m);
    expect(text).toContain('noisy.ts:2 noisy(), TensorFlow.js');
    expect((await ask('list', { name: 'NOISY' })).text).toMatch(
      /^1 model definition:\nnoisy\.ts:2/,
    );
    expect((await ask('list', { folder: 'deep', name: 'noisy' })).text).toContain(
      'was found in deep',
    );
  });

  it('inspects a network, with progress, and nothing that its code prints reaches the protocol', async () => {
    const told: string[] = [];
    let last = -1;
    const onprogress = (at: { progress: number; message?: string }): void => {
      expect(at.progress).toBeGreaterThan(last);
      last = at.progress;
      told.push(at.message ?? '');
    };
    const { text, isError } = await ask('inspect', { file: 'noisy.ts', ...quick }, { onprogress });
    expect(isError).toBe(false);
    expect(text).toMatch(/^Kept as run-1: compare takes it\.\n/);
    expect(text).toMatch(/noisy \(noisy\.ts:2\), 2 layers, 8 parameters/);
    expect(told.some((message) => message.startsWith('noisy: building model'))).toBe(true);
    expect(strange).toEqual([]);
  });

  it('keeps the answer on the largest example to its bound, the lines to look at among them', async () => {
    const { text } = await ask('inspect', { file: 'deep/resnet56.ts:20', ...quick });
    expect(text).toMatch(/^… \d+ more \(weighted layers in between\)$/m);
    expect(text).toMatch(/\(deep\/resnet56\.ts:\d+\): \S+, ×/);
  });

  it('profiles a network: step, peak, the dearest lines, and the batch that fits', async () => {
    const { text } = await ask('profile', { file: 'noisy.ts', steps: 2, memory: '8GB' });
    expect(text).toMatch(/A training step takes [\d.]+ ms .* at batch 16/);
    expect(text).toMatch(/Peak memory of a step: .* estimated/);
    expect(text).toMatch(/^noisy\.ts:5: 2 layers, [\d.]+ ms \(/m);
    expect(text).toMatch(/Into 8GB fits a batch of up to about [\d,]+/);
  });

  it('compares two runs of the session, and says which there are', async () => {
    const same = await ask('compare', { before: 'run-1', after: 'run-2' });
    expect(same.text).toMatch(/noisy \(noisy\.ts:2\) against resnet56 \(deep\/resnet56\.ts:\d+\)/);
    const { isError, text } = await ask('compare', { before: 'run-9' });
    expect([isError, text]).toEqual([true, expect.stringMatching(/there are run-3, run-2, run-1/)]);
  });

  it('explains a finding by its code', async () => {
    const { text } = await ask('explain', { code: 'dead-relu' });
    expect(text).toMatch(/^dead-relu: .*\nTry: .*\nUsually: warning/);
  });

  it('estimates an experiment, and runs one', async () => {
    const asked = { file: 'noisy.ts', experiment: 'learning-rate', seeds: 1, steps: 2 };
    const { text } = await ask('experiment', { ...asked, estimate: true });
    expect(text).toMatch(/1 cell, about .* on \d+ process/);
    const { text: result, isError } = await ask('experiment', asked);
    expect([isError, result]).toEqual([false, expect.stringContaining('noisy is at noisy.ts:2')]);
    expect(result).toContain('skipscope experiment learning-rate noisy.ts#noisy');
  });

  it.each([
    ['inspect', {}, /^inspect needs file\.$/],
    [
      'inspect',
      { file: 'noisy.ts', depth: 3 },
      /^inspect has no input depth; it takes file, model, /,
    ],
    [
      'inspect',
      { file: 'noisy.ts', steps: 0 },
      /^inspect takes as steps a whole number above 0, and got 0\./,
    ],
    ['inspect', { file: 'none.ts' }, /^none\.ts does not exist in the workspace, which is /],
    ['inspect', { file: '../../etc/passwd' }, /lies outside the workspace/],
    [
      'inspect',
      { file: 'noisy.ts', model: 'loud' },
      /There is no loud in noisy\.ts; there is noisy\.ts#noisy\./,
    ],
    ['inspect', { file: 'thrower.ts' }, /^thrower\.ts:3:\d+: .*no such size/],
    [
      'profile',
      { file: 'noisy.ts', memory: 'much' },
      /takes as memory a size such as 8GB, and got "much"\./,
    ],
    [
      'explain',
      { code: 'sadness' },
      /^explain takes as code one of vanishing-gradient, .*, and got "sadness"\./,
    ],
    ['dance', {}, /^There is no tool dance; there are list, inspect, /],
  ])('refuses %s %j with one sentence', async (name, input, sentence) => {
    const { isError, text } = await ask(name, input);
    expect(isError).toBe(true);
    expect(text).toMatch(sentence);
  });

  it('stops a run that its client cancels, its process included, and serves on', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const onprogress = ({ message = '' }: { message?: string }): void => {
      if (message.includes('building')) controller.abort();
    };
    await expect(ask('inspect', { file: 'endless.ts' }, { signal, onprogress })).rejects.toThrow();
    await eventually('the engine has ended', () => childProcesses(transport.pid!).length === 0);
    expect((await ask('explain', { code: 'saturated' })).isError).toBe(false);
  });

  it('wrote nothing but the protocol, and ends with its client', async () => {
    expect(strange).toEqual([]);
    const { pid } = transport;
    await client.close();
    await eventually('the server has ended', () => !isAlive(pid!));
  });
});
