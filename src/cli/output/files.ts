import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Outputs } from '../run/command';
import { escaped, obeyed } from '../../shared/base/visible';
import type { Page } from '../../export/htmlReport';
import { bundle } from '../terminal/bundle';
import { usage } from '../terminal/flags';
import type { Terminal } from '../terminal/terminal';

const STDOUT = '-';

/** The page that `--html` fills, from beside this program. */
export function readPage(name: 'webview' | 'experiments' = 'webview'): Page {
  const read = (file: string): string => readFileSync(bundle(file), 'utf8');
  return { script: read(`${name}.js`), style: read(`${name}.css`), sha256 };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');

/** JSON as it may stand in any log: a terminal or a CI system obeys nothing in it. */
export const jsonText = (value: unknown): string =>
  `${JSON.stringify(value, null, 2).replace(obeyed, escaped).replace(ciCommand, escaped)}\n`;

/** Outside of a string, no bracket of JSON comes behind a `##`. */
const ciCommand = /\[(?<=##\w*\[)/g;

/** Checks whether one of the outputs takes stdout for itself. */
export const takesStdout = (outputs: Outputs): boolean => Object.values(outputs).includes(STDOUT);

/** Writes every output that was asked for. Throws a `usage` failure for a file that cannot be written. */
export function writeOutputs(
  outputs: Outputs,
  makeText: Readonly<Partial<Record<keyof Outputs, () => string>>>,
  terminal: Terminal,
): void {
  for (const [name, make] of Object.entries(makeText)) {
    const file = outputs[name as keyof Outputs];
    if (file === STDOUT) terminal.raw(make());
    else if (file !== undefined) {
      writeText(file, make());
      terminal.err(`Written: ${pathToFileURL(file).href}\n`);
    }
  }
}

function writeText(file: string, text: string): void {
  try {
    mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    throw usage(`${file} cannot be written: ${error instanceof Error ? error.message : 'unknown'}`);
  }
}
