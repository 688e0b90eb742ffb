import * as tf from '@tensorflow/tfjs-core';

/** A device that needs so many milliseconds for any kernel, for a byte, and for a multiply-accumulate. */
const DEVICE = { kernel: 0.02, byte: 1 / 5e6, mac: 1 / 5e6 };
const BYTES_PER_FLOAT = 4;

type Tensors = Readonly<Record<string, tf.Tensor | undefined>>;

const channels = ({ shape }: tf.Tensor): number => shape.at(-1) ?? 1;

/** Multiply-accumulates of the kernels that are made of them, by their operands. */
function macsOf(name: string, { a, dy, filter }: Tensors, output: tf.Tensor): number {
  if (name.includes('MatMul')) return a ? output.size * channels(a) : 0;
  if (!name.includes('Conv')) return 0;
  const map = dy ?? output;
  const kernel = name.includes('Filter') ? output : filter;
  return kernel ? (map.size * kernel.size) / channels(map) : 0;
}

const sizeOf = (tensors: readonly (tf.Tensor | undefined)[]): number =>
  tensors.reduce((sum, tensor) => sum + (tensor?.size ?? 0), 0);

/**
 * Runs with a clock that only kernels move, by what they would take on a device of fixed speed: times are the same
 * on every machine, whatever else it does.
 */
export async function withModelledClock<T>(run: () => Promise<T>): Promise<T> {
  const engine = tf.engine();
  const runKernel = engine.runKernel.bind(engine);
  const now = performance.now.bind(performance);
  let milliseconds = 0;
  let depth = 0;
  engine.runKernel = (name, inputs, attributes) => {
    depth += 1;
    const result: unknown = runKernel(name, inputs, attributes);
    depth -= 1;
    // A kernel that is made of others counts once.
    if (depth > 0) return result as never;
    const outputs = [result].flat() as tf.Tensor[];
    const [first] = outputs;
    const given = inputs as unknown as Tensors;
    const bytes = BYTES_PER_FLOAT * (sizeOf(Object.values(given)) + sizeOf(outputs));
    const macs = first ? macsOf(name, given, first) : 0;
    milliseconds += DEVICE.kernel + bytes * DEVICE.byte + macs * DEVICE.mac;
    return result as never;
  };
  performance.now = () => milliseconds;
  try {
    return await run();
  } finally {
    engine.runKernel = runKernel;
    performance.now = now;
  }
}
