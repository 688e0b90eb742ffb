/** Tells by its name whether a parameter holds the shape of the input. */
export const isShapeName = (name: string): boolean =>
  /(?:^|input|image|img|in|x|state|obs\w*|data|sample|tensor)_?(?:shape|dims)$/i.test(name);
