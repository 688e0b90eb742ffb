import { relative } from 'node:path';

/** The way of a file in a report: from the root, with forward slashes. */
export const reportPath = (file: string, root: string): string =>
  relative(root, file).replaceAll('\\', '/');
