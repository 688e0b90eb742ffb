import type { Usage } from './usage';

const modelMembers = new Set(
  `apply predict outputs inputs output input getLayer layers trainable summary compile countParams`.split(
    ' ',
  ),
);
const modelName =
  /model|net(?:work)?$|encoder|decoder|generator|discriminator|backbone|critic|actor|base|extractor/i;

/** Tells whether a parameter takes a model: by its type, else by its name and the members read of it. */
export function takesModel(name: string, type: string | undefined, usage: Usage): boolean {
  if (type !== undefined) return /\b(?:LayersModel|Sequential)\b(?!.*\[\])/.test(type);
  return modelName.test(name) && usage.properties.some((property) => modelMembers.has(property));
}

/** Tells whether a parameter takes a symbolic tensor to build on. */
export const takesSymbolic = (type: string | undefined, usage: Usage): boolean =>
  type === undefined ? usage.options.includes('inputs') : /\bSymbolicTensor\b(?!.*\[\])/.test(type);
