import {
  serialization,
  tensor as constantOf,
  tidy,
  zeros,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { initializers, layers, type Shape } from '@tensorflow/tfjs-layers';
import { isObject, textAt, type JsonObject } from '../../../shared/base/jsonValues';
import { ownValue } from '../../../shared/base/ownValue';
import type { Operation } from '../../../shared/network/operation';
import { contract, pass } from '../../opGraph/operations/makeOperation';
import { kerasConfig } from './kerasConfig';
import type { Runnable } from './runnable';
import type { SavedCall, SavedLayer, ToldWeight } from './savedLayers';
import { operationFunctions, type Operand } from './operations/functions';

type Written =
  | { readonly tensor: number }
  | { readonly weight: number }
  | { readonly value: unknown }
  | { readonly list: readonly Written[] };

/** An operation as it stands in a file: what it takes, in order, and the shapes that it gives. */
interface Spec {
  readonly kind: string;
  readonly options: JsonObject;
  readonly operands: readonly Written[];
  readonly weights: readonly ToldWeight[];
  readonly shapes: readonly (readonly (number | null)[])[];
}

const isTensor = (value: unknown): boolean => textAt(value, 'class_name') === '__keras_tensor__';

/** Counts tensors and weights as they are met. */
class Reading {
  tensors = 0;
  weights = 0;

  operand(value: unknown): Written {
    if (isTensor(value)) return { tensor: this.tensors++ };
    if (value === null) return { weight: this.weights++ };
    const holdsTensors = Array.isArray(value) && value.some(isTensor);
    return holdsTensors
      ? { list: (value as unknown[]).map((one) => this.operand(one)) }
      : { value };
  }
}

const stated: Readonly<Record<string, Operation>> = {
  Reshape: pass('reshape'),
  ExpandDims: pass('reshape'),
  Squeeze: pass('reshape'),
  Transpose: pass('permute'),
  Swapaxes: pass('permute'),
  Flip: pass('permute'),
  Roll: pass('permute'),
  GetItem: pass('slice'),
  Split: pass('slice'),
  Unstack: pass('slice'),
  Pad: pass('pad'),
  Identity: pass('none'),
};
const products: ReadonlySet<string> = new Set(['Matmul', 'Dot', 'Einsum']);
const arithmetic: ReadonlySet<string> = new Set(['Add', 'Subtract', 'Multiply', 'Divide']);

/** The kind of an operation; `undefined` if a trial finds it. */
function operationOf({ kind, operands, weights }: Spec): Operation | undefined {
  const tensors = operands.filter((one) => 'tensor' in one).length;
  if (products.has(kind) && tensors > 1) return contract(undefined);
  // A position table, or a scale for each channel.
  if (arithmetic.has(kind) && weights.length > 0) return pass('scale');
  return ownValue(stated, kind);
}

/** Stands for an extent that is not known; a multiple of what operations divide by. */
const UNKNOWN = 8;

/** A free operation of Keras 3 that can be run. */
class OperationLayer extends layers.Layer {
  static readonly className: string = 'SkipScopeOperation';
  private readonly spec: Spec;
  private readonly own: ReturnType<layers.Layer['addWeight']>[] = [];

  constructor(private readonly config: serialization.ConfigDict) {
    super({ name: textAt(config, 'name') ?? '' });
    this.spec = JSON.parse(textAt(config, 'spec') ?? '{}') as Spec;
  }

  get statedOperation(): Operation | undefined {
    return operationOf(this.spec);
  }

  override getClassName(): string {
    return this.spec.kind;
  }

  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), ...this.config };
  }

  override build(input: Shape | Shape[]): void {
    super.build(input);
    for (const { name, shape, trainable, initializer } of this.spec.weights) {
      const start = startOf(initializer);
      this.own.push(this.addWeight(name, [...shape], 'float32', start, undefined, trainable));
    }
  }

  override computeOutputShape(input: Shape | Shape[]): Shape | Shape[] {
    const shapes = this.spec.shapes.map((shape) => [...shape]);
    const [first] = shapes;
    if (!first) return this.triedShape(input);
    return shapes.length > 1 ? shapes : first;
  }

  /** By two runs: extents that are not known differ between them. */
  private triedShape(input: Shape | Shape[]): Shape {
    const list = (Array.isArray(input[0]) ? input : [input]) as Shape[];
    const run = (unknown: number): number[] =>
      tidy(() => {
        const made = this.call(list.map((shape) => zeros(shape.map((one) => one ?? unknown))));
        return [made].flat()[0]?.shape ?? [];
      });
    const [one, other] = [run(UNKNOWN), run(2 * UNKNOWN)];
    return one.map((extent, axis) => (extent === other[axis] ? extent : null));
  }

  override call(inputs: Tensor | Tensor[]): Tensor | Tensor[] {
    return tidy(() => {
      const { kind, options, operands } = this.spec;
      const given = operands.map((one) => this.operand(one, [inputs].flat()));
      const key = operands[1];
      const run = ownValue(operationFunctions, kind);
      if (!run) throw new Error(`${kind} is no operation that runs`);
      return run(given, options, key && 'value' in key ? key.value : undefined);
    });
  }

  private operand(written: Written, inputs: readonly Tensor[]): Operand {
    if ('list' in written) return written.list.map((one) => this.operand(one, inputs));
    if ('tensor' in written) return inputs[written.tensor] ?? 0;
    if ('weight' in written) return this.own[written.weight]?.read() ?? 0;
    const { value } = written;
    if (typeof value === 'number') return value;
    return Array.isArray(value) && isNumeric(value) ? constantOf(value as number[]) : 0;
  }
}

const isNumeric = (values: readonly unknown[]): boolean =>
  values.flat(Infinity).every((value) => typeof value === 'number');

type Initializer = Parameters<layers.Layer['addWeight']>[3];

/** The initialiser of a told weight; Keras' default for one whose own is not known. */
function startOf(written: unknown): Initializer {
  const part = kerasConfig({ start_initializer: written })['start_initializer'];
  const name = textAt(part, 'class_name') ?? 'GlorotUniform';
  const known = ownValue(serialization.SerializationMap.getMap().classNameMap, name);
  if (!known) return initializers.glorotUniform({});
  const [cls, fromConfig] = known;
  const config = isObject(part) ? (part['config'] as serialization.ConfigDict) : {};
  return fromConfig(cls, config) as unknown as Initializer;
}

export function registerOperations(): void {
  serialization.SerializationMap.register(OperationLayer);
}

/** As JSON without underscores: the framework turns `pad_width` into `padWidth` in every text of a configuration. */
const written = (spec: Spec): string => JSON.stringify(spec).replaceAll('_', '\\u005f');

/** The layer of Keras that subtracts two tensors, which the framework lacks. */
const isDifference = ({ className, module, calls }: SavedLayer): boolean =>
  className === 'Subtract' &&
  !isFreeModule(module) &&
  calls.every(({ inputs }) => inputs.length === 2);
const isFreeModule = (module: string): boolean => /\bops\b/.test(module);

/** The operands of a call, in order; `undefined` if the file lacks one of them. */
function operandsOf(call: SavedCall, { weights }: SavedLayer): readonly Written[] | undefined {
  const reading = new Reading();
  const operands = call.places.map((place) => reading.operand(place));
  const isWhole = reading.tensors === call.inputs.length && reading.weights === weights.length;
  return isWhole && !weights.some(({ isComputed }) => isComputed) ? operands : undefined;
}

/** The layer that runs a free operation as a file has it; `undefined` for one that does not run here. */
export function operationLayer(
  layer: SavedLayer,
  shapes: readonly (readonly (number | null)[])[],
): Runnable | undefined {
  const { name, className, module, config, calls, weights } = layer;
  const [call, ...more] = calls;
  if (!call || more.length > 0) return undefined;
  const isFree = isFreeModule(module) && ownValue(operationFunctions, className) !== undefined;
  const operands = isDifference(layer)
    ? [{ tensor: 0 }, { tensor: 1 }]
    : isFree
      ? operandsOf(call, layer)
      : undefined;
  if (!operands) return undefined;
  const spec: Spec = { kind: className, options: config, operands, weights, shapes };
  return { class_name: OperationLayer.className, config: { name, spec: written(spec) } };
}
