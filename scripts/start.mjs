// `npm start`: from a fresh clone to a first look at gradients, in one command.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, ensureInstalled, root, run } from './install.mjs';

const example = 'examples/densenet.py#DenseNet';
const html = path.join('out', 'densenet.html');

ensureInstalled();
console.log('Building …');
build();
run(process.execPath, ['dist/cli.js', 'inspect', example, '--html', html]);

console.log(`
The graph, with every number above:  ${pathToFileURL(path.join(root, html)).href}
In VS Code, with all the examples:   npm run vscode
Another model:                       node dist/cli.js inspect FILE   (node dist/cli.js list examples)`);
