import * as l10n from '@vscode/l10n';
import { serialization } from '@tensorflow/tfjs-core';
import { initializers, layers, type Shape } from '@tensorflow/tfjs-layers';
import { ownValue } from '../../../shared/base/ownValue';
import { Failure } from '../../../shared/base/failures';

/** What is known of a layer of a class that does not exist here. */
export interface OpaqueFacts {
  readonly className: string;
  /** It has no weights for certain. */
  readonly weightless: boolean;
  /** One per output, where the file says it; else the layer keeps the shape of its input. */
  readonly outputShapes: readonly (readonly (number | null)[])[];
}

/** An opaque layer, as far as those who fill it are concerned. */
export interface OpaqueLayer extends layers.Layer {
  hold(shapes: readonly (readonly number[])[]): void;
}
export const isOpaque = (layer: layers.Layer): layer is OpaqueLayer => 'hold' in layer;

interface Like {
  readonly className: string;
  readonly config: serialization.ConfigDict;
}

/** The layer of the framework whose shapes an opaque one has. */
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

/** Makes the class that stands for unknown layers of one file; they keep the graph and cannot run. */
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

    get cannotRun(): string {
      return l10n.t('layer {0} is a {1}, which cannot run here', this.name, this.getClassName());
    }

    /** What the layer does to the signal, as far as its class tells. */
    get multiplies(): boolean {
      return multiplying.test(this.getClassName());
    }

    /** Takes over what a file holds for the layer, so that its parameters count. */
    hold(shapes: readonly (readonly number[])[]): void {
      shapes.forEach((shape, i) =>
        this.addWeight(`weight${i}`, [...shape], 'float32', initializers.zeros()),
      );
    }

    override call(): never {
      throw new Failure('unbuildable', this.cannotRun);
    }
  };
}
