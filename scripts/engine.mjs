// `npm run engine:tensorflow`: installs TensorFlow for the engine (`--link`: that of your Python; `--remove`).
import { existsSync } from 'node:fs';
import { build, ensureInstalled, run } from './install.mjs';

ensureInstalled();
if (!existsSync('dist/cli.js') || !existsSync('dist/engine.js')) build();
run(process.execPath, ['dist/cli.js', 'setup', ...process.argv.slice(2)]);
