import path from 'node:path';

/** The path of a file beside the terminal's own bundle. */
export const bundle = (name: string): string => path.join(__dirname, name);

/** The images of the digits that are shipped; their labels lie beside them. */
export const shippedDigits = (): string =>
  path.join(__dirname, '..', 'media', 'data', 'digits-images-idx3-ubyte.gz');
