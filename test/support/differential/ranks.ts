import type { Draw } from './draw';
import {
  type Config,
  extentsOf,
  type Kind,
  type NetworkWriter,
  type Tensor,
} from './networkWriter';
import {
  activate,
  activation,
  anyRank,
  hasSteps,
  kernelled,
  keeping,
  type Piece,
  pool,
  window,
} from './pieces';

const filters = (draw: Draw): number => draw.integer(1, 4);

const convolve =
  (kind: Kind): Piece =>
  (writer, draw, x) =>
    writer.layer(kind, { ...kernelled(draw), ...window(draw, x), filters: filters(draw) }, x);

/** Without the penalty of a kernel, which has two of them or another name. */
const unpenalised = (draw: Draw): Config => ({
  activation: activation(draw),
  useBias: draw.chance(0.8),
});

const depthwise: Piece = (writer, draw, x) => {
  // The layer of TensorFlow.js leaves its dilation rate out.
  const places = window(draw, x, { isSquare: true, dilates: false });
  const config = { ...unpenalised(draw), ...places };
  return writer.layer('depthwiseConv2d', { ...config, depthMultiplier: draw.integer(1, 2) }, x);
};
const separable: Piece = (writer, draw, x) => {
  const config = { ...unpenalised(draw), ...window(draw, x, { isSquare: true }) };
  const sizes = { depthMultiplier: draw.integer(1, 2), filters: filters(draw) };
  return writer.layer('separableConv2d', { ...config, ...sizes }, x);
};
const transposed =
  (kind: Kind): Piece =>
  (writer, draw, x) => {
    const config = window(draw, x, { dilates: false });
    return writer.layer(kind, { ...unpenalised(draw), ...config, filters: filters(draw) }, x);
  };

const upsample: Piece = (writer, draw, x) =>
  writer.layer('upSampling2d', { size: draw.integers(2, 1, 2) }, x);
const pad: Piece = (writer, draw, x) =>
  writer.layer('zeroPadding2d', { padding: [draw.integers(2, 0, 2), draw.integers(2, 0, 2)] }, x);
const crop: Piece = (writer, draw, x) => {
  const [rows = 0, columns = 0] = extentsOf(x);
  const most = (extent: number): number[] => draw.integers(2, 0, extent > 2 ? 1 : 0);
  return writer.layer('cropping2D', { cropping: [most(rows), most(columns)] }, x);
};
const permute =
  (count: number): Piece =>
  (writer, draw, x) => {
    const dims = Array.from({ length: count }, (_, i) => i + 1);
    for (let i = count - 1; i > 0; i--) {
      const other = draw.integer(0, i);
      [dims[i], dims[other]] = [dims[other]!, dims[i]!];
    }
    return writer.layer('permute', { dims }, x);
  };

const squeezeExcite: Piece = (writer, draw, x) => {
  const channels = extentsOf(x).at(-1)!;
  const squeezed = writer.layer('globalAveragePooling2d', {}, x);
  const hidden = writer.layer('dense', { units: draw.integer(1, 3), activation: 'relu' }, squeezed);
  const gates = writer.layer('dense', { units: channels, activation: 'sigmoid' }, hidden);
  const shaped = writer.layer('reshape', { targetShape: [1, 1, channels] }, gates);
  return writer.layer('multiply', {}, x, shaped);
};
/** Branches that are joined over the channels, or over the rows. */
const inception: Piece = (writer, draw, x) => {
  const isTall = draw.chance(0.3);
  const branch = (): Tensor => keeping(writer, draw, x, isTall ? 2 : draw.integer(1, 3));
  return writer.layer('concatenate', { axis: isTall ? 1 : -1 }, branch(), branch(), branch());
};
const projected: Piece = (writer, draw, x) => {
  const shared = { filters: filters(draw), strides: draw.integers(2, 1, 3), padding: 'same' };
  const body = writer.layer('conv2d', { ...kernelled(draw), ...shared, kernelSize: 3 }, x);
  const shortcut = writer.layer('conv2d', { ...shared, kernelSize: 1 }, x);
  return writer.layer('add', {}, body, shortcut);
};
const asSequence: Piece = (writer, _draw, x) => {
  const [rows = 0, columns = 0, channels = 0] = extentsOf(x);
  return writer.layer('reshape', { targetShape: [rows * columns, channels] }, x);
};

const cell = (draw: Draw): { kind: Kind; config: Config } => {
  const kind = draw.pick<Kind>(['lstm', 'gru', 'simpleRNN']);
  const gates = { recurrentActivation: draw.pick(['sigmoid', 'hardSigmoid']) };
  const config = { units: draw.integer(1, 4), activation: draw.pick(['tanh', 'softsign', 'elu']) };
  return { kind, config: { ...config, ...(kind !== 'simpleRNN' && gates) } };
};
const overSteps =
  (piece: Piece): Piece =>
  (writer, draw, x) =>
    hasSteps(x) ? piece(writer, draw, x) : activate(writer, draw, x);
const recurrent =
  (returnSequences: boolean): Piece =>
  (writer, draw, x) => {
    const { kind, config } = cell(draw);
    const layer = { kind, config: { ...config, returnSequences } };
    if (draw.chance(0.35)) {
      const mergeMode = draw.pick(['concat', 'sum', 'ave', 'mul']);
      return writer.layer('bidirectional', { layer, mergeMode }, x);
    }
    return writer.layer(kind, { ...layer.config, goBackwards: draw.chance(0.3) }, x);
  };
const overTime: Piece = (writer, draw, x) => {
  const layer = { kind: 'dense', config: { ...unpenalised(draw), units: draw.integer(1, 4) } };
  return writer.layer('timeDistributed', { layer }, x);
};
/** Self-attention with a shortcut around it. */
const attention: Piece = (writer, draw, x) => {
  const units = extentsOf(x).at(-1)!;
  const made = (): Tensor => writer.layer('dense', { units, useBias: draw.chance(0.5) }, x);
  const logits = writer.layer('dot', { axes: [2, 2] }, made(), made());
  const mixed = writer.layer(
    'dot',
    { axes: [2, 1] },
    writer.layer('softmax', { axis: -1 }, logits),
    made(),
  );
  return writer.layer('add', {}, x, mixed);
};
const asImage: Piece = (writer, _draw, x) =>
  writer.layer('reshape', { targetShape: [...extentsOf(x), 1] }, x);

const convolveOverTime: Piece = (writer, draw, x) => {
  const frame = extentsOf(x).slice(1, -1);
  const kernelSize = frame.map((extent) => draw.integer(1, Math.min(3, extent)));
  const padding = draw.pick(['same', 'valid']);
  const config = { filters: filters(draw), kernelSize, padding, strides: draw.integers(2, 1, 2) };
  return writer.layer('convLstm2d', { ...config, returnSequences: draw.chance(0.5) }, x);
};
const framewise: Piece = (writer, draw, x) => {
  const frame = extentsOf(x).slice(1, -1);
  const kernelSize = frame.map((extent) => draw.integer(1, Math.min(3, extent)));
  const config = { ...unpenalised(draw), filters: filters(draw), kernelSize };
  return writer.layer('timeDistributed', { layer: { kind: 'conv2d', config } }, x);
};

const asVolume: Piece = (writer, _draw, x) => {
  const [rows = 0, columns = 0, channels = 0] = extentsOf(x);
  return writer.layer('reshape', { targetShape: [rows, columns, channels, 1] }, x);
};

/** Layers that fit behind a tensor, by its number of axes without the batch. */
export const pieces: Readonly<Record<number, readonly Piece[]>> = {
  1: [...anyRank, (writer, draw, x) => keeping(writer, draw, x, draw.integer(2, 6))],
  2: [
    ...anyRank,
    ...[
      convolve('conv1d'),
      convolve('conv1d'),
      pool,
      overSteps(recurrent(true)),
      overSteps(overTime),
    ],
    ...[overSteps(recurrent(true)), attention, asImage, permute(2)],
  ],
  3: [
    ...anyRank,
    ...[
      convolve('conv2d'),
      convolve('conv2d'),
      depthwise,
      separable,
      transposed('conv2dTranspose'),
    ],
    ...[pool, pool, upsample, pad, crop, permute(3), squeezeExcite, inception, projected],
    ...[asSequence, asVolume],
  ],
  4: [
    ...anyRank,
    ...[
      convolve('conv3d'),
      pool,
      overSteps(convolveOverTime),
      overSteps(framewise),
      transposed('conv3dTranspose'),
    ],
  ],
};

/** Ways to a row of numbers. */
export const toRow: Readonly<Record<number, readonly Piece[]>> = {
  1: [(_writer, _draw, x) => x],
  2: [
    (writer, _draw, x) => writer.layer('flatten', {}, x),
    (writer, draw, x) =>
      writer.layer(draw.pick(['globalAveragePooling1d', 'globalMaxPooling1d']), {}, x),
    (writer, draw, x) =>
      hasSteps(x) ? recurrent(false)(writer, draw, x) : writer.layer('flatten', {}, x),
  ],
  3: [
    (writer, _draw, x) => writer.layer('flatten', {}, x),
    (writer, draw, x) =>
      writer.layer(draw.pick(['globalAveragePooling2d', 'globalMaxPooling2d']), {}, x),
  ],
  4: [(writer, _draw, x) => writer.layer('flatten', {}, x)],
};

export function start(writer: NetworkWriter, draw: Draw): Tensor {
  switch (draw.pick(['row', 'sequence', 'tokens', 'image', 'image', 'image', 'volume'])) {
    case 'row':
      return writer.input([draw.integer(2, 8)]);
    case 'sequence':
      return writer.input([draw.integer(2, 8), draw.integer(1, 4)]);
    case 'tokens': {
      const inputDim = draw.integer(3, 12);
      const tokens = writer.input([draw.integer(2, 7)], inputDim);
      return writer.layer('embedding', { inputDim, outputDim: draw.integer(1, 5) }, tokens);
    }
    case 'image':
      return writer.input([draw.integer(3, 9), draw.integer(3, 9), draw.integer(1, 3)]);
    default:
      return writer.input([...draw.integers(3, 2, 5), draw.integer(1, 2)]);
  }
}
