import type { LayerId, NetworkGraph } from '../../../shared/network/network';
import type { GradientNorms } from '../../../shared/report/probe';
import type { GradientReading, StepReadings } from '../../model/stepReadings';
import { edgeKey, outputKey } from '../plan/edges';
import { l2Of, norms, type Pooled, pooled } from './norms';

const normOf = (reading: GradientReading | undefined): Pooled | undefined =>
  reading && { l2: l2Of(reading), size: reading.size };

const joined = (parts: readonly (Pooled | undefined)[]): Pooled | undefined => {
  const found = parts.filter((part) => part !== undefined);
  return found.length > 0 ? pooled(found) : undefined;
};

/** Looks the gradients of one step up by layer. */
export class StepGradients {
  /** With a single reader an output has the gradient of the edge to it. */
  private readonly onlyEdge = new Map<string, string>();

  constructor(
    { layers }: NetworkGraph,
    private readonly tappedOutputs: ReadonlySet<string>,
    private readonly readings: Pick<StepReadings, 'edges' | 'outputs'>,
  ) {
    for (const { id, inputs } of layers) {
      inputs.forEach(({ layer, output }, slot) => {
        this.onlyEdge.set(outputKey(layer, output), edgeKey({ to: id, slot }));
      });
    }
  }

  /** ∂L/∂input of a layer over all its slots. */
  ofInputs(layer: LayerId, slots: number): Pooled | undefined {
    return joined(
      Array.from({ length: slots }, (_, slot) => this.ofEdge(edgeKey({ to: layer, slot }))),
    );
  }

  /** ∂L/∂output of a layer over all its outputs. */
  ofOutputs(layer: LayerId, count: number): Pooled | undefined {
    return joined(
      Array.from({ length: count }, (_, output) => this.ofOutput(outputKey(layer, output))),
    );
  }

  /** ∂L/∂x of every edge that a gradient came back over. */
  ofEdges(): Map<string, GradientNorms> {
    return new Map(
      [...this.readings.edges].map(([key, { size, ...norm }]) => [
        key,
        norms({ l2: l2Of(norm), size }),
      ]),
    );
  }

  private ofEdge(key: string): Pooled | undefined {
    return normOf(this.readings.edges.get(key));
  }

  private ofOutput(key: string): Pooled | undefined {
    const own = this.readings.outputs.get(key);
    if (own) return normOf(own);
    return this.tappedOutputs.has(key) ? undefined : this.ofEdge(this.onlyEdge.get(key) ?? '');
  }
}
