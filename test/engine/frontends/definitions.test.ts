import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, it } from 'vitest';
import { findSites } from '../../../src/detection/languages/languages';
import { isSourceFile } from '../../../src/detection/languages/sourceFile';
import { openModel } from '../../support/openModel';
import { toFailureInfo } from '../../../src/shared/base/failures';
import { explainFailure } from '../../../src/shared/words/failures';
import type { SourcePosition } from '../../../src/shared/base/source';

const place = ({ file, line, column }: SourcePosition) => `${file}:${line}:${column}`;

/** One definition as text: how it was found, what it was given, which layers it has and where they were made. */
async function describeSite(root: string, file: string, site: string): Promise<string> {
  try {
    const request = {
      root,
      file: resolve(root, file),
      site,
      arguments: {},
      backend: 'auto',
      probe: null,
    } as const;
    const { description: model, dispose } = await (await openModel(request))(1);
    const given = model.arguments.map(
      ({ name, value, origin }) => `${name} = ${JSON.stringify(value)} (${origin})`,
    );
    const layers = model.graph.layers.map(
      ({ kind, outputShape, source }) =>
        `    ${kind} ${outputShape.map((shape) => `[${shape.map((n) => n ?? '?').join(',')}]`).join(' ')} ${source.map(place).join(' < ')}`,
    );
    dispose();
    return [...given.map((line) => `  ${line}`), ...layers].join('\n');
  } catch (error) {
    const info = toFailureInfo(error);
    return `  ${info.code}: ${explainFailure(info)}${info.at ? `\n  at ${place(info.at)}` : ''}`;
  }
}

async function describeFile(root: string, file: string): Promise<string> {
  const text = readFileSync(resolve(root, file), 'utf8');
  const sites = findSites(text, file);
  const parts: string[] = [];
  for (const { name, pattern, range, needs } of sites) {
    const head = `${name}: ${pattern} at ${range.start.line}:${range.start.column} to ${range.end.line}:${range.end.column}`;
    parts.push(
      `${head}${needs.length > 0 ? `, needs ${needs.join(', ')}` : ''}\n${await describeSite(root, file, name)}\n`,
    );
  }
  return parts.length > 0
    ? parts.join('\n')
    : `no definition\n${await describeSite(root, file, '')}\n`;
}

describe.each(['sound', 'broken'])('%s definitions', (folder) => {
  const root = resolve('test/fixtures/definitions', folder);
  const files = readdirSync(root).filter((name) => isSourceFile(name));
  it.each(files)('%s gives what its golden text says', async (file) => {
    await expect(await describeFile(root, file)).toMatchFileSnapshot(
      `golden/${folder}/${file}.txt`,
    );
  });
});
