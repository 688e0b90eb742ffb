// `npm run words` writes what is to be translated, from the calls of `l10n.t`, to l10n/bundle.l10n.json; `--print` only prints it.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { root } from './install.mjs';

const bundle = path.join(root, 'l10n', 'bundle.l10n.json');

const sources = ['src', 'webview'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join(root, folder, file)),
);

/** The first arguments of all calls of `l10n.t` in a file; anything but a plain text could not be found in a bundle. */
function wordsOf(file) {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const found = [];
  const visit = (node) => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'l10n.t') {
      const [text] = node.arguments;
      if (!text || !ts.isStringLiteralLike(text)) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        throw new Error(`${file}:${line + 1}: l10n.t takes a plain text first`);
      }
      found.push(text.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const words = [...new Set(sources.flatMap(wordsOf))].sort();
const text = `${JSON.stringify(Object.fromEntries(words.map((word) => [word, word])), null, 2)}\n`;

if (process.argv.includes('--print')) process.stdout.write(text);
else {
  mkdirSync(path.dirname(bundle), { recursive: true });
  writeFileSync(bundle, text);
}
