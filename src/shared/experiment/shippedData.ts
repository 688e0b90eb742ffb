/** The images of the digits that SkipScope brings along, below its folder; their labels lie beside them. */
export const SHIPPED_DIGITS = 'media/data/digits-images-idx3-ubyte.gz';

/** The name by which commands and panels know them. */
export const DIGITS = 'digits';

/** The name of data for a sentence: the file's own, without what every file of its format is called. */
export const dataName = (place: string): string =>
  place.replace(/^.*[\\/]/, '').replace(/-images[-.]idx3-ubyte(\.gz)?$/, '');
