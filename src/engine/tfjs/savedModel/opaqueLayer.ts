import { serialization } from '@tensorflow/tfjs-core';
import { initializers, layers, type Shape } from '@tensorflow/tfjs-layers';
import { ownValue } from '../../../shared/base/ownValue';
import { Failure } from '../../../shared/base/failures';
import type { Message } from '../../../shared/base/message';
import { message } from '../../../shared/words/message';

/** The facts of a layer whose class does not exist here. */
export interface OpaqueFacts {
  readonly className: string;
  /** It certainly has no weights. */
  readonly weightless: boolean;
  /** One per output, where the file says it; else the layer keeps the shape of its input. */
  readonly outputShapes: readonly (readonly (number | null)[])[];
}

/** A layer that keeps its place in the graph, and the shapes of its weights once it holds them. */
export interface OpaqueLayer extends layers.Layer {
  hold(shapes: readonly (readonly number[])[]): void;
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

/** Classes that multiply by weights, wherever those are. */
const multiplying = /Conv|Dense|Attention|GRU|LSTM|RNN|Bidirectional|WeightNorm|SpectralNorm/;

export const OPAQUE = 'SkipScopeOpaque';

/** Makes the class that stands for the unknown layers of one file; they keep the graph and cannot run. */
export function opaqueClass(
  facts: ReadonlyMap<string, OpaqueFacts>,
): serialization.SerializableConstructor<layers.Layer> {
  return class Opaque extends layers.Layer {
    static readonly className = OPAQUE;
    private readonly like: layers.Layer | undefined;

    constructor(config: serialization.ConfigDict) {
      super(config);
      this.like = likeOf(config);
    }

    private get facts(): OpaqueFacts | undefined {
      return facts.get(this.name);
    }

    override getClassName(): string {
      return this.facts?.className ?? OPAQUE;
    }

    override computeOutputShape(input: Shape | Shape[]): Shape | Shape[] {
      const known = this.facts?.outputShapes ?? [];
      const [first, ...more] = known.map((shape) => [...shape]);
      if (first) return more.length > 0 ? [first, ...more] : first;
      if (this.like) return this.like.computeOutputShape(input);
      return Array.isArray(input[0]) ? input[0] : input;
    }

    get cannotRun(): Message {
      return message('saved.unknown-layer', { layer: this.name, kind: this.getClassName() });
    }

    /** `true` where its class is known to multiply by weights. */
    get multiplies(): boolean {
      return multiplying.test(this.getClassName());
    }

    /** Adds weights of the shapes that a file holds for the layer: its parameters then count. */
    hold(shapes: readonly (readonly number[])[]): void {
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
