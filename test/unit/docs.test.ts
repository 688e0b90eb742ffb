import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/cli/terminal/exitCodes';
import { usageText } from '../../src/cli/help/usage';
import { failureCodes } from '../../src/shared/base/failures';
import { findingCodes } from '../../src/shared/report/report';
import { findingTexts } from '../../src/shared/words/findingTexts';

const read = (file: string): string => readFileSync(file, 'utf8');
const sorted = (values: Iterable<string>): string[] => [...values].sort();

const pages = [
  ...readdirSync('.').filter((file) => file.endsWith('.md')),
  ...readdirSync('docs').map((file) => `docs/${file}`),
  'examples/README.md',
];

/** As GitHub and the editor's preview make it: `Setting up TensorFlow` is `setting-up-tensorflow`. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
const anchorsOf = (file: string): string[] =>
  [...read(file).matchAll(/^#+ (.*)$/gm)].map((match) => anchor(match[1]!));

describe('the documents', () => {
  it('keep the README to 7 KB, with two pictures and a section on installing', () => {
    expect(statSync('README.md').size).toBeLessThanOrEqual(7 * 1024);
    expect(read('README.md').match(/^!\[/gm)).toHaveLength(2);
    expect(read('README.md')).toMatch(/^## Install$/m);
  });

  it.each(pages)('%s links only to what is there', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)];
    for (const [, target = '', fragment] of links) {
      const file = target === '' ? page : path.join(path.dirname(page), target);
      expect(existsSync(file), `${page} → ${file}`).toBe(true);
      if (fragment) expect(anchorsOf(file), `${page} → ${file}`).toContain(fragment);
    }
  });

  it('hold the tables that `npm run docs` writes', () => {
    expect(() => execFileSync(process.execPath, ['scripts/docs.mjs', '--check'])).not.toThrow();
  });
});

describe('docs/findings.md', () => {
  const [text = ''] = read('docs/findings.md').split('\n## Thresholds\n');
  const sections = new Map(
    text
      .split('\n### ')
      .slice(1)
      .map((part) => [part.split('\n')[0]!, part] as const),
  );

  it('has a section for every finding code and for no other', () => {
    expect(sorted(sections.keys())).toEqual(sorted(findingCodes));
  });

  it.each(findingCodes)('says of %s what the short texts say', (code) => {
    const plain = (words: string): string => words.replace(/ \([^()]*(\([^()]*\)[^()]*)*\)/g, '');
    const { what, remedy } = findingTexts[code];
    expect(plain(sections.get(code)!)).toContain(plain(what).replace(/\.$/, ''));
    expect(sections.get(code)).toContain(`\n*Try:* ${remedy}`);
  });

  it.each(findingCodes)(
    'tells of %s its cause, what to try, an example and who found it',
    (code) => {
      const [, cause, ...rest] = sections.get(code)!.trim().split('\n\n');
      expect(cause).toMatch(/^[A-Z‖].{20,}/);
      expect(rest.map((part) => /^\*(\w+):\* .{10,}/.exec(part)?.[1])).toEqual([
        'Try',
        'Example',
        'Source',
      ]);
    },
  );
});

describe('the tables of failures', () => {
  it('explain every failure that a definition or a set-up can end in', () => {
    const ours = ['protocol-mismatch', 'disconnected', 'cancelled', 'usage', 'unexpected'];
    const tables = `${read('docs/failures.md')}\n${read('docs/backends.md').split('\n## Setting up')[1]!}`;
    const explained = tables.matchAll(/`([a-z-]+)`(?=[^|]*\|[^|]*\|[^|]*\|$)/gm);
    expect(sorted([...explained].map((match) => match[1]!))).toEqual(
      sorted(failureCodes.filter((code) => !ours.includes(code))),
    );
  });
});

describe('docs/terminal.md', () => {
  const page = read('docs/terminal.md');
  const [, commands = ''] = /```\n([^]*?)```/.exec(page) ?? [];
  const synopses = [...usageText.matchAll(/^(skipscope .*?) {2,}/gm)].map((match) => match[1]!);
  const namesOf = (lines: string): string[] =>
    [...lines.matchAll(/^skipscope (\w+)/gm)].map((match) => match[1]!);
  const exitsOf = (text: string): number[] => {
    const [, sentence = ''] = /Exit codes: ([^]*?)\.(?:\s|$)/.exec(text) ?? [];
    return [...sentence.matchAll(/(?:^|,\s+)(\d+) /g)].map((match) => Number(match[1]));
  };

  it('lists the commands of `skipscope --help` and no others', () => {
    expect(namesOf(commands)).toEqual(namesOf(usageText));
  });

  it.each(synopses)('writes `%s` as `skipscope --help` does', (synopsis) => {
    expect(commands.split('\n').some((line) => line.startsWith(`${synopsis} `))).toBe(true);
  });

  it.each([
    ['docs/terminal.md', page],
    ['`skipscope --help`', usageText],
  ])('%s names every exit code', (_, text) => {
    expect(exitsOf(text)).toEqual(Object.values(exitCodes).sort((a, b) => a - b));
  });
});
