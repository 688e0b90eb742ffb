import * as fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import {
  CALLS,
  recordCalls,
} from '../../../../../../src/engine/frontends/javascript/link/recordCalls';
import { UserCalls } from '../../../../../../src/engine/frontends/javascript/run/userCalls';

const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS };

/** The result or error of an asynchronous function body, and its log. */
async function outcome(text: string, calls: UserCalls): Promise<unknown> {
  const log: unknown[] = [];
  const known = { calls: CALLS, log: 'log' };
  const head = `return (async function (${known.calls}, ${known.log}) {`;
  // Running text is what this tests.
  // oxlint-disable-next-line typescript/no-implied-eval
  const make = new Function(`${head}${text}\n});`) as () => (
    calls: UserCalls,
    log: (value: unknown) => number,
  ) => Promise<unknown>;
  const result = await make()(calls, (value) => log.push(value)).catch((error: unknown) => [error]);
  return { result, log };
}

async function both(text: string): Promise<{ plain: unknown; recorded: unknown }> {
  const wrapped = `async function program() {\n${text}\n}\nreturn program();`;
  const { outputText } = ts.transpileModule(wrapped, {
    compilerOptions,
    transformers: { before: [recordCalls(() => 1)] },
  });
  const calls = new UserCalls();
  const recorded = await outcome(outputText, calls);
  expect(calls.current).toBeUndefined();
  expect(outputText).toContain('iteration');
  return { plain: await outcome(wrapped, new UserCalls()), recorded };
}

describe('recording iterations changes nothing of what code does', () => {
  it.each([
    [
      'break and continue',
      'for (let i = 0; i < 9; i++) { if (i % 2) continue; if (i > 5) break; log(i); }',
    ],
    [
      'labels',
      'outer: for (const i of [1, 2, 3]) { inner: while (true) { if (i === 2) continue outer; if (i === 3) break outer; log(i); break inner; } }',
    ],
    ['two labels', 'a: b: for (const i of [1, 2]) { for (;;) { if (i) continue a; continue b; } }'],
    [
      'return',
      'const find = () => { for (const i of [1, 2, 3]) if (i > 1) return i; }; return find();',
    ],
    [
      'closures',
      'const f = []; for (let i = 0; i < 3; i++) f.push(() => i); return f.map((g) => g());',
    ],
    ['var', 'for (var i = 0; i < 3; i++) { var last = i; } return [i, last];'],
    ['shadowing', 'for (let i = 0; i < 3; i++) { let i = 7; log(i); }'],
    ['functions in a body', 'for (const i of [1, 2]) { log(f()); function f() { return i; } }'],
    ['what is thrown', 'for (const i of [1, 2]) { try { if (i) throw i; } finally { log(i); } }'],
    ['do', 'let i = 0; do i++; while (i < 4); return i;'],
    ['for in', 'for (const key in { a: 1, b: 2 }) log(key);'],
    [
      'a loop as a body',
      'for (const i of [1, 2]) for (const j of [3, 4]) if (j > 3) continue; else log(i * j);',
    ],
    [
      'generators',
      'function* g() { for (const i of [1, 2, 3]) yield i; } for (const i of g()) { log(i); if (i > 1) break; }',
    ],
    [
      'await',
      'for (const i of [1, 2]) { log(await i); } for await (const i of [3]) log(i); for (const i of [4]) log(i);',
    ],
    [
      'this and arguments',
      'function f() { [1].forEach((i) => log([this.k, arguments[0], i])); for (;;) return this.k; } return f.call({ k: 5 }, 6);',
    ],
    [
      'callbacks',
      "log([1, 2].map((x, i, all) => x + i + all.length)); log(Array.from({ length: 2 }, function (_, i) { 'use strict'; return this === undefined && i; })); log([1, 2, 3].reduce((a, b) => a - b)); log([1].map((x) => ({ x })));",
    ],
    [
      'callbacks in an initialiser',
      'class A { k = 2; list = [1, 2].map((x) => x * this.k); static { for (const i of [1]) log(i); } } return new A().list;',
    ],
    ['an optional callback', 'return undefined?.map((x) => x);'],
  ])('%s', async (_, text) => {
    const { plain, recorded } = await both(text);
    expect(recorded).toEqual(plain);
  });

  it('of loops within loops that are left in any way', async () => {
    const leaf = fc.constantFrom(
      'log(n);',
      'if (n % 3 === 0) continue;',
      'if (n % 5 === 0) break;',
      'if (n % 7 === 0) continue top;',
      'if (n > 60) return n;',
      'if (n % 11 === 0) throw n;',
      '[1, 2].forEach((k) => log(n + k));',
    );
    const { loop } = fc.letrec<{ loop: string; body: string }>((tie) => ({
      body: fc
        .array(fc.oneof({ weight: 3, arbitrary: leaf }, { weight: 1, arbitrary: tie('loop') }), {
          maxLength: 4,
        })
        .map((parts) => `n++; ${parts.join(' ')}`),
      loop: fc
        .tuple(
          fc.constantFrom(
            'for (let i = 0; i < 3; i++)',
            'for (const i of [1, 2])',
            'for (const i in [0])',
          ),
          tie('body'),
        )
        .map(([head, body]) => `${head} { ${body} }`),
    }));
    await fc.assert(
      fc.asyncProperty(loop, async (inner) => {
        const { plain, recorded } = await both(
          `let n = 0; top: for (const t of [1, 2, 3]) { ${inner} } return n;`,
        );
        expect(recorded).toEqual(plain);
      }),
      { numRuns: 200 },
    );
  });
});
