import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import type { Message } from '../../src/shared/base/message';
import { sentenceOf } from '../../src/shared/words/sentence';

const source = path.resolve('src/engine/lock/lockProcess.ts');

/** Writes `lock.cjs`, the lock without the engine, into a folder. */
export async function bundleLock(folder: string): Promise<void> {
  await build({
    entryPoints: [source],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile: path.join(folder, 'lock.cjs'),
  });
}

/** Runs lines in a process of their own after it was locked, each with the modules of Node at hand;
 * `folder` is its temporary folder. */
export async function afterLocking(
  folder: string,
  lines: readonly string[],
  allowNetwork = false,
): Promise<string[]> {
  await bundleLock(folder);
  const script = path.join(folder, 'attempts.cjs');
  const attempts = lines.map((line) => `async () => ${line}`).join(',\n');
  writeFileSync(
    script,
    `const { lockProcess } = require('./lock.cjs');
     const [cp, fs, http, https, net, dgram, dns, wt, tls] = ['child_process', 'fs', 'http', 'https',
       'net', 'dgram', 'dns', 'worker_threads', 'tls'].map((name) => require(name));
     const write = process.stdout.write.bind(process.stdout);
     lockProcess({ allowNetwork: ${allowNetwork} });
     (async () => {
       const said = [];
       for (const attempt of [${attempts}]) {
         try { await attempt(); said.push('done'); } catch (error) { said.push(error.detail ?? error.message); }
       }
       write(JSON.stringify(said));
     })();`,
  );
  const env = { ...process.env, TMPDIR: folder, TEMP: folder };
  const { stdout } = await promisify(execFile)(process.execPath, [script], { env });
  const said = JSON.parse(stdout) as (string | Message)[];
  return said.map((one) => (typeof one === 'string' ? one : sentenceOf(one)));
}

export const refusedFile = (call: string) =>
  `The model cannot be built: its code called ${call} outside the temporary folder, the only place where model code may write.`;
export const refused = (call: string) =>
  `The model cannot be built: its code called ${call}, which model code may not do.`;

/** The line runs while the model is built. */
export const whileBuilding = (line: string) => `import * as tf from '@tensorflow/tfjs';
export async function net() {
  ${line}
  return tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
}`;

/** The line runs in each call of a layer of the user's own, long after the model was built. */
export const inALayer = (line: string) => `import * as tf from '@tensorflow/tfjs';
class Own extends tf.layers.Layer {
  computeOutputShape(shape: tf.Shape) { return shape; }
  call(inputs: tf.Tensor[]) {
    ${line}
    return inputs[0];
  }
  static className = 'Own';
}
export function net() {
  return tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] }), new Own({})] });
}`;

/** Binds the globals of the process, which a definition does not see, to `real`. */
export const everything = "const real = Function('return globalThis')();";
