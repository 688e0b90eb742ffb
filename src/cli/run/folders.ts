import os from 'node:os';
import path from 'node:path';

const own = (): string =>
  path.join(process.env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache'), 'skipscope');

/** The folder in which `skipscope setup` installs TensorFlow for the terminal. */
export const setUpFolder = (): string => path.join(own(), 'tensorflow');

/** The folder of the finished cells of experiments. */
export const journalFolder = (): string => path.join(own(), 'experiments');

/** The folder of what engines start faster with. */
export const cacheFolder = (): string => path.join(own(), 'cache');
