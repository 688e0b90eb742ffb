// The engine process: the only place where user code and TensorFlow.js run.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Script } from 'node:vm';
import { keptCodeIn } from './keptCode';
import { startWatchdog } from './startWatchdog';
import type { start } from './code';

// First: the host may go while the code is loaded.
const watched = startWatchdog();

/**
 * Runs the engine's code as a script without a module loader, so that `import()` fails in it and in code that
 * model code gives to `eval` or `Function`. Only the engine's own code can reach `require`.
 */
const file = path.join(__dirname, 'engineCode.js');
const text = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'utf8')}\n})`;
const { compiled, made } = keptCodeIn(process.env['SKIPSCOPE_CACHE'], text);
const script = new Script(text, {
  filename: file,
  ...(compiled && { cachedData: compiled }),
});
const run = script.runInThisContext() as (...given: unknown[]) => void;
const module = { exports: {} as { readonly start: typeof start } };
run(module.exports, createRequire(file), module, file, __dirname);
module.exports.start(watched, () => made(script));
