import { layers, type Shape } from '@tensorflow/tfjs-layers';
import type { serialization } from '@tensorflow/tfjs-core';
import { Failure } from '../../../shared/base/failures';

/** What is known of a layer of a class that does not exist here. */
export interface OpaqueFacts {
  readonly className: string;
  /** One per output, where the file says it; else the layer keeps the shape of its input. */
  readonly outputShapes: readonly (readonly (number | null)[])[];
}

export const OPAQUE = 'SkipScopeOpaque';

/** Makes the class that stands for unknown layers of one file; they keep the graph and cannot run. */
export function opaqueClass(
  facts: ReadonlyMap<string, OpaqueFacts>,
): serialization.SerializableConstructor<layers.Layer> {
  return class Opaque extends layers.Layer {
    static readonly className = OPAQUE;

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
      return Array.isArray(input[0]) ? input[0] : input;
    }

    get cannotRun(): string {
      return `layer ${this.name} is a ${this.getClassName()}, which cannot run here`;
    }

    override call(): never {
      throw new Failure('unbuildable', this.cannotRun);
    }
  };
}
