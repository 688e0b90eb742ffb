import * as tf from '@tensorflow/tfjs-core';
import type { Json } from '../../../../shared/base/json';
import { Failure } from '../../../../shared/base/failures';
import { message } from '../../../../shared/words/message';
import type { PassMode } from '../../../model/passMode';
import type { RecordedNode } from '../../../../shared/protocol/python/recording';
import { ordered, type Value } from './value';

/** An operation, or a form of one, that TensorFlow.js is not given. */
export class NotLowered extends Failure {
  /** `form` tells the form that is not: an argument and its value; empty for the whole operation. */
  constructor(op: string, form = '') {
    const operation = form === '' ? op : `${op} (${form})`;
    super('unbuildable', message('python.not-lowered', { operation }));
  }
}

/** The batch that recordings are made with: extents that grow with it are told for 2 samples. */
const RECORDED_BATCH = 2;

/** One recorded operation with the values of its operands. */
export class Call {
  constructor(
    readonly node: RecordedNode,
    private readonly operands: ReadonlyMap<string, Value>,
    /** Samples in the batch of this run. */
    readonly batch: number,
    /** Absent if a gradient is measured: as in training, and running statistics stay as they are. */
    private readonly mode?: PassMode,
  ) {}

  /** A dropout or norm that was recorded in training acts as in training: not where the pass is one of inference. */
  get isTraining(): boolean {
    return this.mode !== 'inference';
  }

  /** The share that running statistics take over from the batch: `momentum` of them in training, all to settle. */
  shareKept(momentum: number): number {
    if (this.mode === 'settling') return 1;
    return this.mode === 'training' ? momentum : 0;
  }

  get op(): string {
    return this.node.op;
  }

  /** The operand in a slot, or the number that is written in its place. */
  value(slot: string): Value {
    const found = this.maybe(slot);
    if (!found) throw new NotLowered(this.op, slot);
    return found;
  }

  /** `undefined` if the slot holds `None`. */
  maybe(slot: string): Value | undefined {
    const operand = this.operands.get(slot);
    if (operand) return operand;
    const written = this.node.attributes[slot];
    if (typeof written === 'boolean') return ordered(tf.scalar(written, 'bool'));
    const number = numberOf(written);
    return number === undefined ? undefined : ordered(tf.scalar(number));
  }

  isOperand(slot: string): boolean {
    return this.operands.has(slot);
  }

  /** The operands of a list, in order: `tensors.0`, `tensors.1`. */
  list(slot: string): Value[] {
    const found: Value[] = [];
    for (let i = 0; ; i++) {
      const operand = this.operands.get(`${slot}.${i}`);
      if (!operand) return found;
      found.push(operand);
    }
  }

  /** An attribute, by the first of its names that is there. */
  attribute(...names: readonly string[]): Json | undefined {
    const name = names.find((one) => this.node.attributes[one] !== undefined);
    return name === undefined ? undefined : this.node.attributes[name];
  }

  number(name: string, otherwise?: number): number {
    const found = numberOf(this.attribute(name)) ?? otherwise;
    if (found === undefined) throw new NotLowered(this.op, name);
    return found;
  }

  maybeNumber(name: string): number | undefined {
    return numberOf(this.attribute(name));
  }

  /** A list of numbers; one number counts for each of `length` axes. */
  numbers(name: string, length?: number): number[] {
    const found = this.maybeNumbers(name, length);
    if (!found) throw new NotLowered(this.op, name);
    return found;
  }

  maybeNumbers(name: string, length?: number): number[] | undefined {
    const found = this.attribute(name);
    if (Array.isArray(found)) {
      const list = found.map((each) => numberOf(each as Json) ?? NaN);
      return length !== undefined && list.length === 1
        ? Array<number>(length).fill(list[0] ?? NaN)
        : list;
    }
    const number = numberOf(found);
    return number === undefined ? undefined : Array<number>(length ?? 1).fill(number);
  }

  flag(name: string, otherwise = false): boolean {
    const found = this.attribute(name);
    if (typeof found === 'boolean') return found;
    return typeof found === 'number' ? found !== 0 : otherwise;
  }

  text(name: string): string | undefined {
    const found = this.attribute(name);
    return typeof found === 'string' ? found : undefined;
  }

  /** Stops at a form of the operation that is not lowered. */
  refuse(detail: string): never {
    throw new NotLowered(this.op, detail);
  }

  /**
   * Sizes for the batch of this run: written ones, grown if the recorded output grows with the batch. One
   * that is not written is −1.
   */
  grown(written: readonly number[], output = 0): number[] {
    const recorded = this.node.outputs[output]?.shape ?? [];
    return written.map((extent, i) => {
      const told = recorded[i];
      if (told !== null) return told ?? extent;
      return extent > 0 ? (extent * this.batch) / RECORDED_BATCH : -1;
    });
  }

  /** Tells whether the output's entries are whole numbers or booleans rather than floats. */
  get outputType(): tf.DataType {
    return dataTypeOf(this.node.outputs[0]?.dtype ?? 'float32');
  }
}

/** `'inf'`, `'-inf'` and `'nan'` stand for the numbers that JSON does not have. */
function numberOf(value: Json | undefined): number | undefined {
  if (typeof value === 'number') return value;
  if (value === 'inf') return Infinity;
  if (value === '-inf') return -Infinity;
  return value === 'nan' ? NaN : undefined;
}

/** Half types are computed in float32. */
export function dataTypeOf(dtype: string): tf.DataType {
  if (dtype === 'bool') return 'bool';
  return /^(?:u?int|long|short|byte|char)/.test(dtype) ? 'int32' : 'float32';
}

/** Runs one operation; its outputs in order. */
export type Lowering = (call: Call) => Value | readonly Value[];
export type Lowerings = Readonly<Record<string, Lowering>>;
