import {
  engine,
  getKernel,
  registerKernel,
  unregisterKernel,
  type KernelConfig,
  type KernelFunc,
  type Tensor,
  type TensorInfo,
} from '@tensorflow/tfjs-core';

/** The backends whose tensors lie in memory that JavaScript can read. */
export type JsBackend = 'cpu' | 'wasm';

/** What TensorFlow.js hands to a kernel. */
export interface KernelCall<Inputs, Attributes> {
  readonly inputs: Inputs;
  readonly attrs: Attributes;
  readonly memory: TensorMemory;
  /** What TensorFlow.js ships under the same name computes. */
  shipped(): TensorInfo;
}

export type Kernel<Inputs, Attributes> = (
  call: KernelCall<Inputs, Attributes>,
) => TensorInfo | TensorInfo[];

/** The tensors of one backend as arrays. */
export interface TensorMemory {
  /** A new tensor of zeros. */
  zeros(shape: readonly number[]): TensorInfo;
  /** A new tensor whose entries must all be written. */
  unset(shape: readonly number[]): TensorInfo;
  /** The entries in place, valid until the next allocation, which may move the memory: make all outputs first. */
  floats(tensor: TensorInfo): Float32Array;
  /** As {@link floats}, for tensors of int32. */
  integers(tensor: TensorInfo): Int32Array;
}

/** Puts a kernel into a backend, in place of the one that TensorFlow.js ships there, if any. */
export function putKernel<Inputs, Attributes>(
  backendName: JsBackend,
  kernelName: string,
  kernel: Kernel<Inputs, Attributes>,
): void {
  const shipped = getKernel(kernelName, backendName) as KernelConfig | undefined;
  if (shipped) unregisterKernel(kernelName, backendName);
  const kernelFunc: KernelFunc = (call) =>
    kernel({
      inputs: call.inputs as Inputs,
      attrs: call.attrs as Attributes,
      memory: memoryOf(call.backend, backendName),
      shipped: () => (shipped as KernelConfig).kernelFunc(call) as TensorInfo,
    });
  // Shipped kernels of wasm look their compiled function up in their set-up.
  const setupFunc = shipped?.setupFunc;
  registerKernel({ kernelName, backendName, kernelFunc, ...(setupFunc && { setupFunc }) });
}

/** What the kernels use of the wasm backend. */
interface WasmHeap {
  makeOutput(shape: number[], dtype: 'float32'): TensorInfo;
  typedArrayFromHeap(tensor: TensorInfo): unknown;
}

/** What the kernels use of the plain JavaScript backend. */
interface CpuHeap {
  makeTensorInfo(shape: number[], dtype: 'float32', values: Float32Array): TensorInfo;
  readSync(dataId: TensorInfo['dataId']): unknown;
}

const memories = new WeakMap<object, TensorMemory>();

function memoryOf(backend: object, name: JsBackend): TensorMemory {
  const known = memories.get(backend);
  if (known) return known;
  const memory = name === 'wasm' ? wasmMemory(backend as WasmHeap) : cpuMemory(backend as CpuHeap);
  memories.set(backend, memory);
  return memory;
}

function wasmMemory(backend: WasmHeap): TensorMemory {
  const floats = (tensor: TensorInfo) => backend.typedArrayFromHeap(tensor) as Float32Array;
  const unset = (shape: readonly number[]) => backend.makeOutput([...shape], 'float32');
  return {
    unset,
    zeros(shape) {
      const tensor = unset(shape);
      floats(tensor).fill(0);
      return tensor;
    },
    floats,
    integers: (tensor) => backend.typedArrayFromHeap(tensor) as Int32Array,
  };
}

function cpuMemory(backend: CpuHeap): TensorMemory {
  const zeros = (shape: readonly number[]) =>
    backend.makeTensorInfo(
      [...shape],
      'float32',
      new Float32Array(shape.reduce((product, size) => product * size, 1)),
    );
  return {
    zeros,
    unset: zeros,
    floats: (tensor) => backend.readSync(tensor.dataId) as Float32Array,
    integers: (tensor) => backend.readSync(tensor.dataId) as Int32Array,
  };
}

/** A result of {@link TensorMemory} as an operand for TensorFlow.js operations; the surrounding `tidy` frees it. */
export const asTensor = (info: TensorInfo): Tensor => engine().makeTensorFromTensorInfo(info);
