import { relative } from 'node:path';

/** The path of a file in a report: relative to the root, with forward slashes. */
export const reportPath = (file: string, root: string): string =>
  relative(root, file).replaceAll('\\', '/');
