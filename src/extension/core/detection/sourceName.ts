import path from 'node:path';

/** File endings by the editor's name of the language. */
const endings: Readonly<Record<string, string>> = {
  typescript: '.ts',
  typescriptreact: '.tsx',
  javascript: '.js',
  javascriptreact: '.jsx',
  python: '.py',
  html: '.html',
};

/** A document's path, with an ending if it has none yet: parsers go by it. */
export function sourceName(fsPath: string, languageId: string): string {
  return path.extname(fsPath) === '' ? fsPath + (endings[languageId] ?? '') : fsPath;
}
