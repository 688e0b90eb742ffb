import * as tf from '@tensorflow/tfjs-core';

/** The parts of the engine through which every tensor's data comes and goes. */
interface Tracking {
  readonly state: { readonly tensorInfo: WeakMap<object, { readonly bytes: number }> };
  trackTensor: (this: unknown, tensor: tf.Tensor, backend?: unknown) => void;
  removeDataId: (this: unknown, dataId: object, backend: unknown) => void;
  runKernel: (
    this: unknown,
    name: string,
    inputs: Readonly<Record<string, tf.Tensor>>,
    attributes?: unknown,
  ) => unknown;
}

/** Counts the bytes of all data that tensors hold, each once however many tensors share it, from a known number on. */
export interface LiveBytes {
  /** Now. */
  readonly bytes: number;
  /** Most so far. */
  readonly peak: number;
  /** Stops counting. */
  end(): void;
}

/** Kernels whose result is their operand under another shape, or of the type that it has. */
const viewing: ReadonlySet<string> = new Set(['Reshape', 'Identity', 'Cast']);

/** Memory by the data that lie in it: TensorFlow gives a view data of its own, in the memory of what it shows. */
class SharedMemory {
  private readonly roots = new WeakMap<object, object>();
  private readonly shares = new WeakMap<object, number>();

  /** The data begin to hold memory, that of `shown` where they show it; `true` if it is memory of their own. */
  hold(data: object, shown: object | undefined): boolean {
    const root = shown && (this.roots.get(shown) ?? shown);
    this.roots.set(data, root ?? data);
    this.shares.set(root ?? data, (this.shares.get(root ?? data) ?? (root ? 1 : 0)) + 1);
    return root === undefined;
  }

  /** The data let their memory go; `true` if nothing else holds it. */
  letGo(data: object): boolean {
    const root = this.roots.get(data) ?? data;
    const left = (this.shares.get(root) ?? 1) - 1;
    this.shares.set(root, left);
    return left <= 0;
  }
}

/** Starts to count at the bytes that are alive; `TensorFlow.js` itself counts a tensor that shares its data again. */
export function countLiveBytes(alive: number): LiveBytes {
  const engine = tf.engine() as unknown as Tracking;
  const { tensorInfo } = engine.state;
  const { trackTensor, removeDataId, runKernel } = engine;
  const memory = new SharedMemory();
  let bytes = alive;
  let peak = bytes;
  let shown: { readonly dataId: object; readonly dtype: string } | undefined;
  engine.runKernel = (name, inputs, attributes) => {
    const before = shown;
    shown = viewing.has(name) ? inputs['x'] : undefined;
    try {
      return runKernel.call(engine, name, inputs, attributes);
    } finally {
      shown = before;
    }
  };
  engine.trackTensor = (tensor, backend) => {
    const isNew = !tensorInfo.has(tensor.dataId);
    trackTensor.call(engine, tensor, backend);
    if (!isNew) return;
    const isView = shown?.dtype === tensor.dtype;
    if (!memory.hold(tensor.dataId, isView ? shown?.dataId : undefined)) return;
    bytes += tensorInfo.get(tensor.dataId)?.bytes ?? 0;
    if (bytes > peak) peak = bytes;
  };
  engine.removeDataId = (dataId, backend) => {
    const held = tensorInfo.get(dataId)?.bytes ?? 0;
    removeDataId.call(engine, dataId, backend);
    if (!tensorInfo.has(dataId) && memory.letGo(dataId)) bytes -= held;
  };
  return {
    get bytes() {
      return bytes;
    },
    get peak() {
      return peak;
    },
    end: () => {
      engine.runKernel = runKernel;
      engine.trackTensor = trackTensor;
      engine.removeDataId = removeDataId;
    },
  };
}

interface WasmHeap {
  readonly HEAPU8?: Uint8Array;
  readonly _malloc?: (bytes: number) => number;
  readonly _free?: (address: number) => void;
}

const wasmHeap = (): WasmHeap | undefined => (tf.backend() as { readonly wasm?: WasmHeap }).wasm;

/** A heap that a step fills beyond this grows on its own. */
const MOST_RESERVED = 2 ** 30;

/** Lets the heap of the WebAssembly backend grow once to what is to come: each growth on the way copies all of it. */
export function reserveHeap(bytes: number): void {
  const heap = wasmHeap();
  if (!heap?._malloc || !heap._free || (heap.HEAPU8?.length ?? 0) >= bytes) return;
  heap._free(heap._malloc(Math.min(bytes, MOST_RESERVED)));
}

/** Bytes of the heap of the WebAssembly backend; `undefined` on another one. */
export function heapBytes(): number | undefined {
  return wasmHeap()?.HEAPU8?.length;
}
