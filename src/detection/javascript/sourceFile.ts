/** Endings of files that may define models; apart from the parser, which is large and not needed everywhere. */
const endings: ReadonlySet<string> = new Set([
  'ts',
  'mts',
  'cts',
  'tsx',
  'js',
  'mjs',
  'cjs',
  'jsx',
  'html',
  'htm',
]);

export const endingOf = (file: string): string => /\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? '';

/** Whether a file of this name may define a model in source. */
export const isSourceFile = (file: string): boolean =>
  endings.has(endingOf(file)) && !/\.d\.[mc]?ts$/i.test(file);
