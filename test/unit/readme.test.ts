import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { failureCodes } from '../../src/shared/base/failures';
import { findingTexts } from '../../src/shared/words/findingTexts';
import { findingCodes } from '../../src/shared/report/report';
import { thresholds } from '../../src/shared/report/thresholds';

const readme = readFileSync('README.md', 'utf8');
const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

const section = (title: string): string => readme.split(`\n## ${title}\n`)[1]!.split('\n## ')[0]!;
const shown = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);
const sorted = (values: Iterable<string>): string[] => [...values].sort();

describe('README.md', () => {
  it('has a section for every finding code and for no other', () => {
    const headings = section('Findings').matchAll(/^### (\S+)$/gm);
    expect(sorted([...headings].map((match) => match[1]!))).toEqual(sorted(findingCodes));
  });

  it('says of every finding what the short texts say', () => {
    const plain = (text: string): string => text.replace(/ \([^()]*(\([^()]*\)[^()]*)*\)/g, '');
    const sections = new Map(
      section('Findings')
        .split('\n### ')
        .map((part) => [part.split('\n')[0]!, part] as const),
    );
    for (const code of findingCodes) {
      const { what, remedy } = findingTexts[code];
      expect(plain(sections.get(code)!)).toContain(plain(what).replace(/\.$/, ''));
      expect(sections.get(code)).toContain(`\n*Try:* ${remedy}`);
    }
  });

  it('lists every setting with its default', () => {
    const manifest = readJson('package.json') as {
      contributes: { configuration: { properties: Record<string, { default: unknown }> } };
    };
    const declared = Object.entries(manifest.contributes.configuration.properties);
    const rows = section('In VS Code').matchAll(/^\| `(skipscope\.[^`]+)` \| `([^`]*)` \|/gm);
    expect(sorted([...rows].map((row) => `${row[1]!} = ${row[2]!}`))).toEqual(
      sorted(declared.map(([name, { default: value }]) => `${name} = ${shown(value)}`)),
    );
  });

  it('lists every threshold with its default', () => {
    const rows = section('Thresholds').matchAll(/^\| `(\w+)` \| `([^`]+)` \|/gm);
    expect([...rows].map(([, name, value]) => [name, Number(value)])).toEqual(
      Object.entries(thresholds).map(([name, { value }]) => [name, value]),
    );
  });

  it('explains every failure a definition can end in', () => {
    const ours = ['protocol-mismatch', 'disconnected', 'cancelled', 'usage', 'unexpected'];
    const tables = ['When a model cannot be built', 'Setting up TensorFlow']
      .map(section)
      .join('\n');
    const explained = tables.matchAll(/`([a-z-]+)`(?=[^|]*\|[^|]*\|[^|]*\|$)/gm);
    expect(sorted([...explained].map((match) => match[1]!))).toEqual(
      sorted(failureCodes.filter((code) => !ours.includes(code))),
    );
  });
});
