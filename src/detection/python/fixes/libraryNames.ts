import type { File } from '../moduleClasses';

/** The name that a file has for `torch.nn`. */
export const nameOfNn = ({ imports }: File): string | undefined =>
  [...imports].find(([, path]) => path === 'torch.nn')?.[0] ??
  (imports.has('torch') ? 'torch.nn' : undefined);

const kerasLayers = /^(?:keras|tf_keras|tensorflow\.keras)\.layers$/;

/** The packages of Keras's layers by the end of the path that leads to them, the nearest first. */
const wayToKerasLayers: readonly (readonly [RegExp, string])[] = [
  [kerasLayers, ''],
  [/^(?:keras|tf_keras|tensorflow\.keras)$/, '.layers'],
  [/^tensorflow$/, '.keras.layers'],
];

/** The name that a file has for the layers of Keras. */
function nameOfKerasLayers({ imports }: File): string | undefined {
  const found = wayToKerasLayers.flatMap(([path, rest]) =>
    [...imports].filter(([, at]) => path.test(at)).map(([name]) => `${name}${rest}`),
  );
  return found[0];
}

/** The text that a file names a layer by, `nn.Conv2d`; `undefined` where it imports neither it nor its package. */
export function layerName(
  file: File,
  framework: 'torch' | 'keras',
  kind: string,
): string | undefined {
  const own = framework === 'torch' ? /^torch\.nn$/ : kerasLayers;
  const direct = [...file.imports].find(
    ([, path]) => path.endsWith(`.${kind}`) && own.test(path.slice(0, -kind.length - 1)),
  );
  if (direct) return direct[0];
  if (file.stars.some((path) => own.test(path))) return kind;
  const package_ = framework === 'torch' ? nameOfNn(file) : nameOfKerasLayers(file);
  return package_ === undefined ? undefined : `${package_}.${kind}`;
}
