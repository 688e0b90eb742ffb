/** A number of a layer's options that is not there: `axis` counts the extents of a shape, the batch not among them. */
export interface AbsentNumber {
  readonly option: string;
  /** The place of the number in the list that the option holds. */
  readonly index?: number;
  readonly axis?: number;
}

/** Options of layers that are numbers, or lists of them. */
const sizes = /shape$|dim$|length$|^(?:units|filters|kernelSize|poolSize)$/i;

/** The first number that is absent from the options of a layer or an input. */
export function absentNumber(
  options: unknown,
  isAbsent: (value: unknown) => boolean,
): AbsentNumber | undefined {
  if (typeof options !== 'object' || options === null || isAbsent(options)) return undefined;
  for (const [option, value] of Object.entries(options)) {
    const found = sizes.test(option) ? absentIn(option, value, isAbsent) : undefined;
    if (found) return found;
  }
  return undefined;
}

function absentIn(
  option: string,
  value: unknown,
  isAbsent: (value: unknown) => boolean,
): AbsentNumber | undefined {
  if (isAbsent(value)) return { option };
  const index = Array.isArray(value) ? value.findIndex(isAbsent) : -1;
  if (index < 0) return undefined;
  const axis = index - (/^batch/.test(option) ? 1 : 0);
  return { option, index, ...(/shape$/i.test(option) && axis >= 0 && { axis }) };
}
