import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, expect, it } from 'vitest';
import { parseSource } from '../../../../../../src/detection/javascript/parseSource';
import { WorkspaceCalls } from '../../../../../../src/engine/frontends/javascript/arguments/workspaceCalls';

const root = mkdtempSync(join(tmpdir(), 'skipscope-calls-'));
afterAll(() => rmSync(root, { recursive: true }));

it('reads a file once for all functions that it may call', () => {
  const main = join(root, 'main.ts');
  writeFileSync(main, `import { wide, deep } from './net'; wide(1); deep(2);`);
  const file = join(root, 'net.ts');
  writeFileSync(file, 'export function wide(units) {}\nexport function deep(units) {}');
  const functions = parseSource('function wide(a) {}\nfunction deep(a) {}', file).statements.filter(
    ts.isFunctionDeclaration,
  );
  const calls = new WorkspaceCalls(file, root);
  const passed = functions.map((node) => {
    const found = [...calls.of(node).inUse].flatMap((one) => one.calls);
    rmSync(main, { force: true });
    return found.map((call) => call.map((one) => one.getText()));
  });
  expect(passed).toEqual([[['1']], [['2']]]);
});
