import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { findSites } from '../../../src/detection/languages/languages';
import { within } from '../../support/fuzzBudget';

const folder = 'test/fixtures/definitions/sound';
const texts = readdirSync(folder)
  .filter((name) => /\.(?:[mc]?[jt]sx?|html)$/.test(name))
  .map((name) => readFileSync(`${folder}/${name}`, 'utf8'));

const file = fc.constantFrom('a.ts', 'a.js', 'a.tsx', 'a.mjs', 'a.html', 'C:\\work\\a b\\ü.ts');
const pieces =
  `tf . sequential ( ) { } [ ] => = ; , import * as from '@tensorflow/tfjs' const model function async
  await class extends return new ? : ... \` \${ <script> </script> /* // " ' tf.model({}) @ # \\u{1F600} 😀 \\n \\0`.split(
    /\s+/,
  );
const soup = fc
  .array(fc.constantFrom(...pieces), { maxLength: 80 })
  .map((words) => words.join(' '));

/** A real definition with a stretch of it cut out, doubled or replaced, as half-typed text has it. */
const mutated = fc
  .record({
    text: fc.constantFrom(...texts),
    from: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(120),
    put: fc.oneof(fc.constant(''), soup, fc.string({ maxLength: 20, unit: 'binary' })),
  })
  .map(({ text, from, length, put }) => {
    const start = Math.floor(from * text.length);
    return text.slice(0, start) + put + text.slice(start + length);
  });

function check(text: string, name: string): void {
  tried += 1;
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/).length;
  const sites = findSites(text, name);
  expect(new Set(sites.map((site) => site.name)).size).toBe(sites.length);
  for (const { range } of sites) {
    expect(range.start.line).toBeGreaterThanOrEqual(1);
    expect(range.end.line).toBeLessThanOrEqual(lines);
    expect(range.end.line).toBeGreaterThanOrEqual(range.start.line);
  }
}

let tried = 0;
afterAll(() => console.log(`${tried} texts were searched for definitions`));

describe('whatever the text', { timeout: 600_000 }, () => {
  it('finds sites with names of their own and places inside the text, in edited definitions', () => {
    fc.assert(fc.property(mutated, file, check), within(240, 240_000));
  });

  it('does so in words thrown together', () => {
    fc.assert(
      fc.property(soup, file, (text, name) => check(`tf.model({});${text}`, name)),
      within(72, 180_000),
    );
  });

  it('does so in any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), file, (text, name) =>
        check(`tf.sequential()\n${text}`, name),
      ),
      within(48, 180_000),
    );
  });
});
