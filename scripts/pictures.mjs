// `npm run pictures` takes the README's pictures anew, in the packaged extension, and `npm run pictures -- walkthrough`
// those of the walkthrough; `npm run pictures -- screens` takes whole windows of three sizes in four themes into
// out/pictures/screens, to be looked at. Needs `npm run build`, `npm run package`, a browser and a calm machine: the
// numbers in the pictures are measured.
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import esbuild from 'esbuild';
import { root } from './install.mjs';

process.chdir(root);
const wanted = process.argv[2] ?? 'readme';
const kinds = {
  readme: { take: 'takePictures', folder: 'media/readme' },
  walkthrough: { take: 'takeWalkthrough', folder: 'media/walkthrough' },
  screens: { take: 'takeScreens', folder: 'out/pictures/screens' },
};
const kind = kinds[wanted];
if (!kind) {
  console.error(`usage: npm run pictures [-- ${Object.keys(kinds).join('|')}]`);
  process.exit(2);
}
const outfile = path.resolve(`out/pictures/${wanted}.cjs`);
mkdirSync(path.dirname(outfile), { recursive: true });
await esbuild.build({
  entryPoints: [`test/pictures/${wanted}.ts`],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  packages: 'external',
  logLevel: 'warning',
});
await esbuild.stop();
await createRequire(import.meta.url)(outfile)[kind.take](kind.folder, process.argv.slice(3));
