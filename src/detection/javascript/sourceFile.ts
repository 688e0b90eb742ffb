/** Endings of files that may define models; apart from the parser, which is large and not needed everywhere. */
export const javascriptEndings = [
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
] as const;

const endings: ReadonlySet<string> = new Set(javascriptEndings);

export const endingOf = (file: string): string => /\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? '';

/** Tells whether a file of this name may define a model in JavaScript or TypeScript, or in a page. */
export const isJavascript = (file: string): boolean =>
  endings.has(endingOf(file)) && !/\.d\.[mc]?ts$/i.test(file);
