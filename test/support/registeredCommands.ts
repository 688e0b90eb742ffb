import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const features = 'src/extension/features';

/** The keys of the tables that a file gives to `registerCommands`. */
function commandsOf(file: string): readonly string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isRegistration(node.expression)) {
      const [table] = node.arguments;
      if (!table || !ts.isObjectLiteralExpression(table)) throw new Error(`no table in ${file}`);
      found.push(...table.properties.map(({ name }) => nameOf(name, file)));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const isRegistration = (node: ts.Node): boolean =>
  ts.isIdentifier(node) && node.text === 'registerCommands';

function nameOf(name: ts.PropertyName | undefined, file: string): string {
  if (name && ts.isStringLiteral(name)) return name.text;
  throw new Error(`a command without a plain id in ${file}`);
}

/** Every command that a feature registers, as often as it does, with the feature's folder. */
export const registeredCommands: readonly { readonly feature: string; readonly id: string }[] =
  readdirSync(features, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) =>
      commandsOf(path.join(features, file)).map((id) => ({
        feature: file.split(path.sep)[0] ?? '',
        id,
      })),
    );
