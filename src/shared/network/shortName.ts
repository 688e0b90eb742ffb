import type { Layer } from './network';

/**
 * The name of a layer for people: the one it was given, or `Conv2D 12` for the generated `conv2d_Conv2D12`.
 */
export function shortName({ name, kind }: Pick<Layer, 'name' | 'kind'>): string {
  const end = name.lastIndexOf(`_${kind}`);
  const number = name.slice(end + kind.length + 1);
  return end >= 0 && /^\d*$/.test(number) ? `${kind} ${number}`.trim() : name;
}
