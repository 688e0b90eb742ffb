import { serialization } from '@tensorflow/tfjs-core';
import { initializers, layers, type Shape } from '@tensorflow/tfjs-layers';
import { ownValue } from '../../../shared/base/ownValue';
import { firstShape, shapeAfter, UNKNOWN_SHAPE } from './unknownShapes';
import { Failure } from '../../../shared/base/failures';
import type { Message } from '../../../shared/base/message';
import { message } from '../../../shared/words/message';

/** The facts of a layer whose class does not exist here. */
export interface OpaqueFacts {
  readonly className: string;
  /** It certainly has no weights. */
  readonly weightless: boolean;
  /** Its weights are those of the layer that is like it, divided into groups. */
  readonly weightsFollow: boolean;
  /** The groups of a convolution; 1 for any other layer. */
  readonly groups: number;
  /** It has an activation that nobody knows here. */
  readonly bends: boolean;
  /** One per output, if the file says it. */
  readonly outputShapes: readonly (readonly (number | null)[])[];
  /** Weights that its source tells. */
  readonly told?: readonly WeightSpec[];
  /** Its class keeps the shape of its input: a normalization, noise. */
  readonly keepsShape: boolean;
}

/** A layer that keeps its place in the graph, and the shapes of its weights once it holds them. */
export interface OpaqueLayer extends layers.Layer {
  hold(shapes: readonly (readonly number[])[]): void;
  /** `true` if its configuration determines all its weights. */
  readonly knowsWeights: boolean;
}
export const isOpaque = (layer: layers.Layer): layer is OpaqueLayer => 'hold' in layer;

interface Like {
  readonly className: string;
  readonly config: serialization.ConfigDict;
}

/** The layer of the framework that has the shapes of an opaque layer. */
function likeOf(config: serialization.ConfigDict): layers.Layer | undefined {
  const { className = '', config: own = {} } = (config['like'] ?? {}) as Partial<Like>;
  const known = ownValue(serialization.SerializationMap.getMap().classNameMap, className);
  if (!known) return undefined;
  const [cls, fromConfig] = known;
  try {
    const made = fromConfig(cls, { ...own });
    return made instanceof layers.Layer ? made : undefined;
  } catch {
    // Only shapes are lost: the layer cannot run anyway.
    return undefined;
  }
}

interface WeightSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly trainable: boolean;
}

/** The weights that a layer makes for an input; `undefined` if it refuses the input, or an extent is unknown. */
function weightsOf(
  like: layers.Layer,
  input: Shape | Shape[],
  groups: number,
): WeightSpec[] | undefined {
  try {
    like.build(input);
  } catch {
    return undefined;
  }
  if (like.weights.some(({ shape }) => shape.includes(null))) return undefined;
  return like.weights.map((weight) => {
    const { originalName, shape, trainable } = weight;
    weight.dispose();
    const name = originalName.split('/').at(-1) ?? '';
    return {
      name,
      shape: groupedShape(
        shape.map((extent) => extent ?? 1),
        groups,
      ),
      trainable,
    };
  });
}

const likenessIn = (layer: layers.Layer | undefined, facts: OpaqueFacts | undefined) =>
  layer && { layer, bends: facts?.bends === true };

function followingWeights(
  like: layers.Layer | undefined,
  facts: OpaqueFacts | undefined,
  input: Shape | Shape[],
): WeightSpec[] | undefined {
  return like && facts?.weightsFollow ? weightsOf(like, input, facts.groups) : undefined;
}

/** A kernel of grouped convolution sees the channels of its own group only: `[rows, columns, in / groups, out]`. */
const groupedShape = (shape: readonly number[], groups: number): number[] =>
  shape.map((extent, axis) =>
    shape.length >= 3 && axis === shape.length - 2 ? extent / groups : extent,
  );

/** Classes that multiply by weights, wherever those are. */
const multiplying = /Conv|Dense|Attention|GRU|LSTM|RNN|Bidirectional|WeightNorm|SpectralNorm/;

/** A shape that the file states, else one that follows from its input as far as it is known. */
function outputOf(
  like: layers.Layer | undefined,
  input: Shape | Shape[],
  facts: OpaqueFacts | undefined,
): Shape | Shape[] {
  const [first, ...more] = (facts?.outputShapes ?? []).map((shape) => [...shape]);
  if (first) return more.length > 0 ? [first, ...more] : first;
  if (like) return shapeAfter(like, input);
  return facts?.keepsShape ? firstShape(input) : [...UNKNOWN_SHAPE];
}

export const OPAQUE = 'SkipScopeOpaque';

/** Makes the class that stands for the unknown layers of one file; they keep the graph and cannot run. */
export function opaqueClass(
  facts: ReadonlyMap<string, OpaqueFacts>,
): serialization.SerializableConstructor<layers.Layer> {
  return class Opaque extends layers.Layer {
    static readonly className = OPAQUE;
    /** Hidden from those who look for layers within a layer. */
    readonly #like: layers.Layer | undefined;
    knowsWeights = false;

    constructor(config: serialization.ConfigDict) {
      super(config);
      this.#like = likeOf(config);
    }

    private get facts(): OpaqueFacts | undefined {
      return facts.get(this.name);
    }

    override getClassName(): string {
      return this.facts?.className ?? OPAQUE;
    }

    override computeOutputShape(input: Shape | Shape[]): Shape | Shape[] {
      return outputOf(this.#like, input, this.facts);
    }

    /** Makes the weights that follow from its configuration, so that its parameters count. */
    override build(input: Shape | Shape[]): void {
      super.build(input);
      const { told = [] } = this.facts ?? {};
      const following = followingWeights(this.#like, this.facts, input);
      const specs = following ?? (told.length > 0 ? told : undefined);
      for (const { name, shape, trainable } of specs ?? [])
        this.addWeight(name, [...shape], 'float32', initializers.zeros(), undefined, trainable);
      this.knowsWeights = specs !== undefined;
    }

    get cannotRun(): Message {
      return message('saved.unknown-layer', { layer: this.name, kind: this.getClassName() });
    }

    get likeness(): ReturnType<typeof likenessIn> {
      return likenessIn(this.#like, this.facts);
    }

    /** `true` if its class is known to multiply by weights. */
    get multiplies(): boolean {
      return multiplying.test(this.getClassName());
    }

    /** Adds weights of the shapes that a file holds for the layer: its parameters then count. */
    hold(shapes: readonly (readonly number[])[]): void {
      this.knowsWeights = true;
      shapes.forEach((shape, i) =>
        this.addWeight(`weight${i}`, [...shape], 'float32', initializers.zeros()),
      );
    }

    override call(): never {
      const values = { layer: this.name, kind: this.getClassName() };
      throw new Failure('unbuildable', message('saved.unknown-layer-called', values));
    }
  };
}
