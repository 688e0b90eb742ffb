import * as v from 'valibot';
import type {
  RecordAnswer,
  RecordRequest,
} from '../../../../shared/protocol/python/pythonContract';
import { readRecordAnswer } from '../../../../shared/protocol/python/readRecording';
import type { DataSetPlace, Samples, SampleWish } from '../../../model/openedModel';
import type { PassMode } from '../../../model/passMode';
import type { DeviceRoof, TimingOptions } from '../../../model/stepTiming';
import type { TensorData } from '../../../model/trainer';
import { HelperGone, openHelperPipe, type HelperPipe } from './pipe';

export { HelperGone };

/** The Python that a helper runs in, and the library that it has loaded. */
export interface AboutHelper {
  readonly library: string;
  readonly version: string;
  /** `cpu`, or the name of the GPU. */
  readonly device: string;
  readonly python: string;
  readonly executable: string;
}

/** The helper says why it cannot do what it was asked for: a code of the contract, or one of its own. */
export class HelperFailure extends Error {
  constructor(
    readonly code: string,
    readonly values: Readonly<Record<string, string | number>>,
  ) {
    super(`${code} ${JSON.stringify(values)}`);
  }
}

/** Numbers by their keys: `['edge', 12, 0]`. */
export interface Numbers {
  readonly keys: readonly (readonly (string | number)[])[];
  readonly values: readonly (readonly number[])[];
}

const about: v.GenericSchema<AboutHelper> = v.object({
  library: v.string(),
  version: v.string(),
  device: v.string(),
  python: v.string(),
  executable: v.string(),
});
const key = v.array(v.union([v.string(), v.number()]));
const counted = v.tuple([key, v.number()]);
const numbered = v.object({ keys: v.array(counted) });
const stepped = v.object({
  keys: v.array(counted),
  sizes: v.array(counted),
  differsAt: v.nullable(v.number()),
});
const passed = v.object({ keys: v.array(counted), sizes: v.array(counted) });
const spent = v.array(v.tuple([v.number(), v.number()]));
const timed = v.object({
  milliseconds: v.number(),
  optimizerBytes: v.number(),
  peakBytes: v.optional(v.number()),
  tapped: v.optional(
    v.object({
      /** Milliseconds by recorded operation. */
      forward: spent,
      backward: spent,
      /** Milliseconds by weight. */
      update: spent,
      loss: v.number(),
      phases: v.object({ forward: v.number(), backward: v.number(), update: v.number() }),
      tapCost: v.number(),
    }),
  ),
});
const roof = v.object({ macsPerSecond: v.number(), bytesPerSecond: v.number() });
const answered = v.union([
  v.object({ done: v.unknown() }),
  v.object({ failed: v.string(), values: v.record(v.string(), v.union([v.string(), v.number()])) }),
]);

/** By the pass, from 0, and the node. */
export interface PassesAnswer extends Numbers {
  readonly sizes: ReadonlyMap<string, number>;
}

/** The times of one step, by operations and weights of the recording. */
export type TimeAnswer = v.InferOutput<typeof timed>;

export interface StepAnswer extends Numbers {
  readonly sizes: ReadonlyMap<string, number>;
  /** The first operation that was another one than the recording's; `null` if none was. */
  readonly differsAt: number | null;
}

interface Recorded {
  readonly allowNetwork: boolean;
  readonly isKeras?: boolean;
}

/** The user's own Python with torch, in a process that answers one request after the other. */
export class Helper {
  private last: Promise<unknown> = Promise.resolve();
  private told: Promise<AboutHelper> | undefined;

  constructor(private readonly pipe: HelperPipe = openHelperPipe()) {}

  /** Imports torch; rejects if the Python has none. */
  about(): Promise<AboutHelper> {
    this.told ??= this.ask({ do: 'hello' }).then(({ done }) => parsed(about, done));
    return this.told;
  }

  /** Imports Keras first for one of its definitions, which is answered as its topology. */
  async record(
    request: RecordRequest,
    { allowNetwork, isKeras = false }: Recorded,
  ): Promise<RecordAnswer> {
    const asked = isKeras ? 'recordKeras' : 'record';
    const { done } = await this.ask({ do: asked, request, allowNetwork });
    const { answer, fault } = readRecordAnswer(done);
    if (!answer) throw new HelperGone(fault);
    return answer;
  }

  /** Samples of a data set of the user's. */
  async data(place: DataSetPlace, wish: SampleWish): Promise<Samples> {
    const { done, bytes } = await this.ask({ do: 'data', place, wish });
    const { inputs, targets } = parsed(sampled, done);
    const all = floatTensors([...inputs, ...targets], bytes);
    return { inputs: all.slice(0, inputs.length), targets: all.slice(inputs.length) };
  }

  async start(seed: number, setup: object): Promise<void> {
    await this.ask({ do: 'start', seed, setup });
  }

  /** Shapes of the predictions that the losses take. */
  async forward(inputs: readonly TensorData[], plan: object, measured = true): Promise<number[][]> {
    const { done } = await this.ask({ do: 'forward', plan, measured }, inputs);
    return parsed(shapes, done);
  }

  async backward(targets: readonly TensorData[], histograms: boolean): Promise<StepAnswer> {
    const { done, bytes } = await this.ask({ do: 'backward', histograms }, targets);
    const { keys, sizes, differsAt } = parsed(stepped, done);
    return { ...numbersIn(keys, bytes), sizes: sizesBy(sizes), differsAt };
  }

  async lossForward(
    inputs: readonly TensorData[],
    offsets: ReadonlyMap<number, Float32Array>,
  ): Promise<number[][]> {
    const moved = [...offsets].map(([, values]): TensorData => {
      return { shape: [values.length], dtype: 'float32', values };
    });
    const asked = { do: 'lossForward', inputs: inputs.length, offsets: [...offsets.keys()] };
    const { done } = await this.ask(asked, [...inputs, ...moved]);
    return parsed(shapes, done);
  }

  async loss(targets: readonly TensorData[]): Promise<number> {
    const { bytes } = await this.ask({ do: 'loss' }, targets);
    return doublesIn(bytes)[0] ?? NaN;
  }

  /** A step after a forward pass that measures nothing. */
  async train(targets: readonly TensorData[]): Promise<number> {
    const { bytes } = await this.ask({ do: 'train' }, targets);
    return doublesIn(bytes)[0] ?? NaN;
  }

  async passes(
    inputs: readonly TensorData[],
    nodes: readonly number[],
    modes: readonly PassMode[],
  ): Promise<PassesAnswer> {
    const { done, bytes } = await this.ask({ do: 'passes', nodes, modes }, inputs);
    const { keys, sizes } = parsed(passed, done);
    return { ...numbersIn(keys, bytes), sizes: sizesBy(sizes) };
  }

  async state(): Promise<Numbers> {
    const { done, bytes } = await this.ask({ do: 'state' });
    return numbersIn(parsed(numbered, done).keys, bytes);
  }

  /** The forward pass of a timed step: shapes of the predictions. */
  async timeForward(inputs: readonly TensorData[], options: TimingOptions): Promise<number[][]> {
    const { layers = false, memory = false } = options;
    const { done } = await this.ask({ do: 'timeForward', layers, memory }, inputs);
    return parsed(shapes, done);
  }

  /** The rest of a timed step, and the times of all. */
  async timeBackward(targets: readonly TensorData[]): Promise<TimeAnswer> {
    const { done } = await this.ask({ do: 'timeBackward' }, targets);
    return parsed(timed, done);
  }

  async roof(): Promise<DeviceRoof> {
    const { done } = await this.ask({ do: 'roof' });
    return parsed(roof, done);
  }

  async stop(): Promise<void> {
    await this.ask({ do: 'stop' });
  }

  close(): void {
    this.pipe.close();
  }

  /** Asks once the answer to the request before is there. */
  private ask(
    asked: object,
    tensors: readonly TensorData[] = [],
  ): Promise<{ done: unknown; bytes: Uint8Array }> {
    const answer = this.last.catch(() => undefined).then(() => this.exchange(asked, tensors));
    this.last = answer;
    return answer;
  }

  private async exchange(
    asked: object,
    tensors: readonly TensorData[],
  ): Promise<{ done: unknown; bytes: Uint8Array }> {
    const told = tensors.map(({ shape, dtype }) => ({ shape, dtype: heldAs(dtype) }));
    this.pipe.send({ ...asked, tensors: told }, tensors.map(bytesOf));
    const { message, bytes } = await this.pipe.receive();
    const read = v.safeParse(answered, message);
    if (!read.success) throw new HelperGone('an answer of no kind');
    if ('failed' in read.output) throw new HelperFailure(read.output.failed, read.output.values);
    return { done: read.output.done, bytes };
  }
}

const shapes = v.array(v.array(v.number()));

const sampled = v.object({ inputs: shapes, targets: shapes });

/** The tensors of these shapes, whose entries follow each other. */
function floatTensors(all: readonly number[][], bytes: Uint8Array): TensorData[] {
  const values = new Float32Array(bytes.slice().buffer);
  let start = 0;
  return all.map((shape): TensorData => {
    const end = start + shape.reduce((size, extent) => size * extent, 1);
    const part = values.subarray(start, end);
    start = end;
    return { shape, dtype: 'float32', values: part };
  });
}

const heldAs = (dtype: TensorData['dtype']): 'float32' | 'int32' =>
  dtype === 'float32' ? 'float32' : 'int32';

/** The entries as the helper reads them: of 4 bytes, with the least first as on every machine that runs this. */
const bytesOf = ({ values }: TensorData): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

function parsed<T>(schema: v.GenericSchema<T>, value: unknown): T {
  const read = v.safeParse(schema, value);
  if (!read.success) throw new HelperGone('an answer of no kind');
  return read.output;
}

const sizesBy = (sizes: readonly (readonly [(string | number)[], number])[]): Map<string, number> =>
  new Map(sizes.map(([name, size]) => [name.join(' '), size]));

const doublesIn = (bytes: Uint8Array): Float64Array =>
  new Float64Array(bytes.slice().buffer, 0, Math.floor(bytes.length / 8));

function numbersIn(
  counted: readonly (readonly [(string | number)[], number])[],
  bytes: Uint8Array,
): Numbers {
  const all = doublesIn(bytes);
  const values: number[][] = [];
  let start = 0;
  for (const [, count] of counted) {
    values.push([...all.subarray(start, start + count)]);
    start += count;
  }
  return { keys: counted.map(([name]) => name), values };
}
