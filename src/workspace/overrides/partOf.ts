/** The file and the name of `FILE#NAME`; a name has a part for each scope around the definition. */
function partsOf(key: string): { readonly file: string; readonly parts: readonly string[] } {
  const mark = key.lastIndexOf('#');
  return { file: key.slice(0, Math.max(0, mark)), parts: key.slice(mark + 1).split('.') };
}

/**
 * The first name of the same file in which a whole name is one part: `net.ts#both` was meant as `net.ts#both.first`
 * once the function makes several models.
 */
export function partOf(key: string, names: readonly string[]): string | undefined {
  const { file, parts } = partsOf(key);
  const [only, ...more] = parts;
  if (only === undefined || only === '' || more.length > 0) return undefined;
  return names.find((name) => {
    const other = partsOf(name);
    return other.file === file && other.parts.length > 1 && other.parts.includes(only);
  });
}
