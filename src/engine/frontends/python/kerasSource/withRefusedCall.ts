import { layerId, type LayerNode, type NetworkGraph } from '../../../../shared/network/network';
import type { KerasRecording } from '../../../../shared/protocol/python/kerasRecording';
import type { ModelDescription } from '../../../model/modelDescription';
import { withRefused } from '../../../opGraph/withRefused';
import { operationOfClass } from '../../../tfjs/layersModel/operations';

/** Of several calls of a layer the last is the one that stands in reach of an error. */
const lastOf = (graph: NetworkGraph, name: string): LayerNode | undefined =>
  graph.layers.filter((layer) => layer.name === name).at(-1);

/** The description of what was called, with the call that refused its inputs at its end. */
export function withRefusedCall(
  description: ModelDescription,
  { refused, files }: KerasRecording,
): ModelDescription {
  if (!refused) return description;
  const { graph } = description;
  const makers = refused.inputs.flatMap((name) => lastOf(graph, name) ?? []);
  if (makers.length !== refused.inputs.length) return description;
  const { name, kind, axis } = refused;
  const shapes = makers.map(({ outputShape: [shape = []] }) => shape);
  const id = layerId(`${name}#refused`);
  const operation = operationOfClass(kind, {
    config: { axis: axis ?? -1 },
    kernelEntries: 0,
    inputs: shapes,
    output: shapes[0] ?? [],
    perStep: false,
  });
  const source = refused.at.flatMap(([file, line, column]) => {
    const named = files[file];
    return named === undefined ? [] : [{ file: named, line, column: Math.max(1, column) }];
  });
  const node = {
    id,
    name,
    kind,
    source,
    operation: operation ?? ({ type: 'merge', how: 'unknown' } as const),
    inputs: makers.map(({ id: layer }) => ({ layer, output: 0 })),
  };
  return { ...description, graph: withRefused(graph, node), refused: id };
}
