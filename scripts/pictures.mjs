// `npm run pictures` takes the README's pictures anew, in the packaged extension. Needs `npm run build`,
// `npm run package`, a browser and a calm machine: the numbers in the pictures are measured.
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import esbuild from 'esbuild';
import { root } from './install.mjs';

process.chdir(root);
const outfile = path.resolve('out/pictures/readme.cjs');
mkdirSync(path.dirname(outfile), { recursive: true });
await esbuild.build({
  entryPoints: ['test/pictures/readme.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  packages: 'external',
  logLevel: 'warning',
});
await esbuild.stop();
await createRequire(import.meta.url)(outfile).takePictures('media/readme');
