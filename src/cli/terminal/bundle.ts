import path from 'node:path';

/** The path of a file beside the terminal's own bundle. */
export const bundle = (name: string): string => path.join(__dirname, name);
