// Packs dist/ into out/skipscope.vsix and says how large it is.
import { mkdirSync, statSync } from 'node:fs';
import vsce from '@vscode/vsce';
import { root } from './install.mjs';

const MEBIBYTE = 1024 * 1024;
const packagePath = 'out/skipscope.vsix';

process.chdir(root);
mkdirSync('out', { recursive: true });
await vsce.createVSIX({
  cwd: root,
  packagePath,
  // Everything is bundled.
  dependencies: false,
  // The README's links are to this repository, wherever it is published.
  rewriteRelativeLinks: false,
});
console.log(`${packagePath}: ${(statSync(packagePath).size / MEBIBYTE).toFixed(2)} MiB`);
