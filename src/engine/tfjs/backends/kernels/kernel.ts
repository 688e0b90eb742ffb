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

/** The arguments that TensorFlow.js passes to a kernel. */
export interface KernelCall<Inputs, Attributes, Memory = TensorMemory> {
  readonly inputs: Inputs;
  readonly attrs: Attributes;
  readonly memory: Memory;
  /** The computation of the kernel that TensorFlow.js ships under the same name, on other arguments if given. */
  shipped(instead?: { readonly inputs?: Inputs; readonly attrs?: Attributes }): TensorInfo;
}

export type Kernel<Inputs, Attributes, Memory = TensorMemory> = (
  call: KernelCall<Inputs, Attributes, Memory>,
) => TensorInfo | TensorInfo[];

/** The tensors of one backend as arrays. */
export interface TensorMemory {
  /** A new tensor of zeros. */
  readonly zeros: (shape: readonly number[]) => TensorInfo;
  /** A new tensor whose entries must all be written. */
  readonly unset: (shape: readonly number[]) => TensorInfo;
  /** The entries in place, valid until the next allocation, which may move the memory: make all outputs first. */
  readonly floats: (tensor: TensorInfo) => Float32Array;
  /** As {@link floats}, for tensors of int32. */
  readonly integers: (tensor: TensorInfo) => Int32Array;
  /** Frees a tensor that was made here. */
  free(tensor: TensorInfo): void;
}

/** The memory of the wasm backend, whose tensors lie side by side in one heap. */
export interface WasmMemory extends TensorMemory {
  /** Runs a kernel, as shipped, on tensors that need not belong to TensorFlow.js's engine. */
  run(kernel: string, inputs: Record<string, TensorInfo>, attributes: object): TensorInfo;
  /**
   * Lends a stretch of a tensor, without a copy, as a tensor of its own while `use` runs.
   * @param start index of its first float
   */
  withView<T>(
    tensor: TensorInfo,
    { start, shape }: { start: number; shape: readonly number[] },
    use: (view: TensorInfo) => T,
  ): T;
  /** The same entries under another name, without a copy; each is freed on its own. */
  share(tensor: TensorInfo): TensorInfo;
}

/** Puts a kernel into the wasm backend, in place of the one that TensorFlow.js ships there, if any. */
export const putWasmKernel = <Inputs, Attributes>(
  kernelName: string,
  kernel: Kernel<Inputs, Attributes, WasmMemory>,
): void =>
  putKernel<Inputs, Attributes>('wasm', kernelName, (call) =>
    kernel({ ...call, memory: call.memory as WasmMemory }),
  );

const shippedWasmKernels = new Map<string, KernelConfig>();

/** Puts a kernel into a backend, in place of the one that TensorFlow.js ships there, if any. */
export function putKernel<Inputs, Attributes>(
  backendName: JsBackend,
  kernelName: string,
  kernel: Kernel<Inputs, Attributes>,
): void {
  const shipped = getKernel(kernelName, backendName) as KernelConfig | undefined;
  if (shipped) unregisterKernel(kernelName, backendName);
  if (shipped && backendName === 'wasm') shippedWasmKernels.set(kernelName, shipped);
  const kernelFunc: KernelFunc = (call) =>
    kernel({
      inputs: call.inputs as Inputs,
      attrs: call.attrs as Attributes,
      memory: memoryOf(call.backend, backendName),
      shipped: (instead) =>
        (shipped as KernelConfig).kernelFunc({ ...call, ...(instead as object) }) as TensorInfo,
    });
  // Shipped kernels of wasm look their compiled function up in their set-up.
  const setupFunc = shipped?.setupFunc;
  registerKernel({ kernelName, backendName, kernelFunc, ...(setupFunc && { setupFunc }) });
}

/** The part of the wasm backend that the kernels use. */
interface WasmHeap {
  makeOutput(shape: number[], dtype: 'float32', memoryOffset?: number): TensorInfo;
  typedArrayFromHeap(tensor: TensorInfo): unknown;
  getMemoryOffset(dataId: TensorInfo['dataId']): number;
  incRef(dataId: TensorInfo['dataId']): void;
  disposeData(dataId: TensorInfo['dataId']): boolean;
  readonly dataIdMap: {
    get(dataId: TensorInfo['dataId']): { readonly id: number };
    delete(dataId: TensorInfo['dataId']): boolean;
  };
  readonly wasm: { readonly tfjs: { disposeData(id: number): void } };
}

/** The part of the plain JavaScript backend that the kernels use. */
interface CpuHeap {
  makeTensorInfo(shape: number[], dtype: 'float32', values: Float32Array): TensorInfo;
  readSync(dataId: TensorInfo['dataId']): unknown;
  disposeData(dataId: TensorInfo['dataId']): boolean;
}

const memories = new WeakMap<object, TensorMemory>();

function memoryOf(backend: object, name: JsBackend): TensorMemory {
  const known = memories.get(backend);
  if (known) return known;
  const memory = name === 'wasm' ? wasmMemory(backend as WasmHeap) : cpuMemory(backend as CpuHeap);
  memories.set(backend, memory);
  return memory;
}

function wasmMemory(backend: WasmHeap): WasmMemory {
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
    run(kernel, inputs, attrs) {
      const { kernelFunc } = shippedWasmKernels.get(kernel) ?? getKernel(kernel, 'wasm');
      return kernelFunc({ inputs, attrs, backend } as never) as TensorInfo;
    },
    withView(tensor, { start, shape }, use) {
      const bytes = backend.getMemoryOffset(tensor.dataId) + start * Float32Array.BYTES_PER_ELEMENT;
      const view = backend.makeOutput([...shape], 'float32', bytes);
      try {
        return use(view);
      } finally {
        // Forgotten rather than disposed of, which would free memory that belongs to the tensor.
        backend.wasm.tfjs.disposeData(backend.dataIdMap.get(view.dataId).id);
        backend.dataIdMap.delete(view.dataId);
      }
    },
    share({ dataId, shape, dtype }) {
      backend.incRef(dataId);
      return { dataId, shape, dtype };
    },
    free: ({ dataId }) => void backend.disposeData(dataId),
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
    free: ({ dataId }) => void backend.disposeData(dataId),
  };
}

/** A result of {@link TensorMemory} as an operand for TensorFlow.js operations; the surrounding `tidy` frees it. */
export const asTensor = (info: TensorInfo): Tensor => engine().makeTensorFromTensorInfo(info);
