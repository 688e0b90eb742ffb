import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const files = readdirSync('webview', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(ts|css)$/.test(file))
  .map((file) => ({
    file: file.split(path.sep).join('/'),
    text: readFileSync(path.join('webview', file), 'utf8'),
  }));

/** Files with an element's name in a selector or a string; the editor's `--vscode-…` variables are none. */
const filesWith = (names: readonly string[]): string[] =>
  files
    .filter(({ text }) => new RegExp(`(?<!-)\\bvscode-(${names.join('|')})\\b`).test(text))
    .map(({ file }) => file)
    .sort();

describe('the two toolkits', () => {
  it('are each known to one file and its styles', () => {
    const archived = ['button', 'dropdown', 'option', 'panels?', 'panel-tab', 'panel-view'];
    expect(filesWith([...archived, 'progress-ring', 'text-field'])).toEqual([
      'kit/styles/toolkit.css',
      'kit/toolkit.ts',
    ]);
    expect(filesWith(['progress-bar'])).toEqual([
      'kit/styles/vscodeElements.css',
      'kit/vscodeElements.ts',
    ]);
  });
});
