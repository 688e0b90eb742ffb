import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const model = (i: number) => `import * as tf from '@tensorflow/tfjs';
export function net${i}(units = 8) {
  return tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [4] })] });
}
`;
const handler = Array.from(
  { length: 200 },
  (_, line) =>
    `export function handler${line}(request, model) { return request.body.items[${line}] ?? model; }`,
).join('\n');

/** Files per folder: more is rare in what people write. */
const PER_FOLDER = 50;
export const ONE_MODEL_IN = 20;

/** Writes a workspace of `count` source files; one in twenty defines a model, the others are 200 lines of handlers. */
export function writeWorkspace(root: string, count: number): void {
  for (let i = 0; i < count; i++) {
    const folder = path.join(root, `part${Math.floor(i / PER_FOLDER)}`);
    if (i % PER_FOLDER === 0) mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, `file${i}.ts`), i % ONE_MODEL_IN === 0 ? model(i) : handler);
  }
  writeFileSync(path.join(root, '.gitignore'), 'ignored/\n');
  mkdirSync(path.join(root, 'ignored'), { recursive: true });
  writeFileSync(path.join(root, 'ignored', 'a.ts'), model(0));
}
