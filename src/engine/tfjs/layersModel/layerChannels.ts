import type { LayerNode, Shape } from '../../../shared/network/network';
import { channelAxes, type ChannelStep } from '../../opGraph/channelAxes';
import { reshapedAxes } from '../../opGraph/operations/channels';
import type { AxisMap } from '../../opGraph/operations/row';
import type { Application } from './flatten';
import { acting, type Config, inputShapes, isBuiltIn, type Layer } from './framework';

const configOf = (layer: Layer): Config => {
  const real = acting(layer);
  return isBuiltIn(real) ? real.getConfig() : {};
};

const isChannelsFirst = ({ dataFormat }: Config): boolean => dataFormat === 'channelsFirst';

/** Tells whether a tensor of a layer has an axis of time steps before those that the layer's data format speaks of. */
function hasTimeSteps(layer: Layer, { operation }: LayerNode, rank: number): boolean {
  const isRecurrent = operation.type === 'transform' && operation.family === 'recurrent';
  return acting(layer) !== layer || (isRecurrent && rank === 5);
}

/** The axis that a layer's data format, or the axis of its normalization, names in a shape. */
function namedAxis({ layer }: Application, node: LayerNode, rank: number): number | undefined {
  const { dataFormat, axis } = configOf(layer);
  if (typeof dataFormat === 'string') {
    const first = hasTimeSteps(layer, node, rank) ? 2 : 1;
    return isChannelsFirst({ dataFormat }) && rank > first + 1 ? first : rank - 1;
  }
  if (node.operation.type === 'normalization' && typeof axis === 'number')
    return axis < 0 ? axis + rank : axis;
  return node.operation.type === 'transform' ? rank - 1 : undefined;
}

function axesOf(config: Config, node: LayerNode, input: Shape | undefined): AxisMap {
  const [output] = node.outputShape;
  const { dims } = config;
  if (Array.isArray(dims)) return [0, ...dims.map(Number)];
  if (input?.length !== output?.length) return reshapedAxes.axes(input, output, undefined);
  const isReshape = node.operation.type === 'passive' && node.operation.effect === 'reshape';
  return isReshape
    ? reshapedAxes.axes(input, output, undefined)
    : (output ?? []).map((_, at) => at);
}

function stepOf(
  application: Application,
  node: LayerNode,
  positions: ReadonlyMap<string, number>,
): ChannelStep {
  const config = configOf(application.layer);
  const shapes = inputShapes(application.call);
  const input = namedAxis(application, node, shapes[0]?.length ?? 0);
  const output = namedAxis(application, node, node.outputShape[0]?.length ?? 0);
  return {
    operands: node.inputs.map(({ layer }, slot) => ({
      from: positions.get(layer),
      axes: axesOf(config, node, shapes[slot]),
    })),
    ...(input !== undefined && output !== undefined && { own: { input, output } }),
  };
}

/** The layers with the axis of their channels, if a model has layers that take channels first. */
export function withChannelAxes(
  applications: readonly Application[],
  layers: readonly LayerNode[],
): readonly LayerNode[] {
  if (!applications.some((application) => isChannelsFirst(configOf(application.layer))))
    return layers;
  const positions = new Map(layers.map(({ id }, position) => [id as string, position]));
  const steps = applications.flatMap((application, i) => {
    const node = layers[i];
    return node ? [stepOf(application, node, positions)] : [];
  });
  return channelAxes(steps).map((channelAxis, i) => {
    const layer = layers[i] as LayerNode;
    const last = (layer.outputShape[0]?.length ?? 0) - 1;
    return channelAxis === undefined || channelAxis === last ? layer : { ...layer, channelAxis };
  });
}
