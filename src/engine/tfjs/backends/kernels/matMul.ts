import { _FusedMatMul, BatchMatMul, Transpose, type TensorInfo } from '@tensorflow/tfjs-core';
import { putWasmKernel, type KernelCall, type WasmMemory } from './kernel';

type Inputs = Record<'a' | 'b', TensorInfo>;
interface Attributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}
type Call = KernelCall<Inputs, Attributes, WasmMemory>;

/** Below so many multiplications a product, calling the quick routine once for each costs more than it saves. */
const worthwhile = 20_000;

/**
 * Shipped: only one plain product goes the quick way; transposed operands and batches take a slow
 * loop. And the quick way keeps the packed right operand under the number of its data, whatever its
 * shape: the same data in two shapes gave wrong products and wrote beyond their end.
 */
export function putMatMul(): void {
  putWasmKernel<Inputs, Attributes>(BatchMatMul, (call) => {
    const { a, b } = call.inputs;
    const [rows, inner] = matrix(a, call.attrs.transposeA);
    const [, columns] = matrix(b, call.attrs.transposeB);
    const plain = !call.attrs.transposeA && !call.attrs.transposeB;
    const alike = batchOf(a) === batchOf(b);
    if ((plain && batchOf(a) === 1) || !alike || rows * inner * columns < worthwhile) {
      return withFreshOperand(call, BatchMatMul);
    }
    return products(call, [rows, inner, columns]);
  });
  putWasmKernel<Inputs, Attributes>(_FusedMatMul, (call) => withFreshOperand(call, _FusedMatMul));
}

/** The shipped kernel with the right operand under a number of its own. */
const withFreshOperand = ({ inputs, attrs, memory }: Call, kernel: string): TensorInfo =>
  memory.withView(inputs.b, { start: 0, shape: inputs.b.shape }, (b) =>
    memory.run(kernel, { ...inputs, b }, attrs),
  );

/** Rows and columns of the matrices after their transposition, if any. */
function matrix({ shape }: TensorInfo, transposed: boolean): [number, number] {
  const [rows, columns] = shape.slice(-2) as [number, number];
  return transposed ? [columns, rows] : [rows, columns];
}

const batchOf = ({ shape }: TensorInfo): number =>
  shape.slice(0, -2).reduce((product, size) => product * size, 1);

/** One plain product for each pair of matrices, transposed copies standing in for transposed operands. */
function products(
  { inputs: { a, b }, attrs, memory }: Call,
  [rows, inner, columns]: readonly [number, number, number],
): TensorInfo {
  const left = attrs.transposeA ? transposed(memory, a) : a;
  const right = attrs.transposeB ? transposed(memory, b) : b;
  const out = memory.unset([...a.shape.slice(0, -2), rows, columns]);
  for (let i = 0; i < batchOf(a); i++) {
    const product = memory.withView(left, { start: i * rows * inner, shape: [rows, inner] }, (a) =>
      memory.withView(right, { start: i * inner * columns, shape: [inner, columns] }, (b) =>
        memory.run(BatchMatMul, { a, b }, { transposeA: false, transposeB: false }),
      ),
    );
    memory.floats(out).set(memory.floats(product), i * rows * columns);
    memory.free(product);
  }
  if (left !== a) memory.free(left);
  if (right !== b) memory.free(right);
  return out;
}

function transposed(memory: WasmMemory, x: TensorInfo): TensorInfo {
  const [rows, columns] = matrix(x, false);
  const matrices = { dataId: x.dataId, dtype: x.dtype, shape: [batchOf(x), rows, columns] };
  return memory.run(Transpose, { x: matrices }, { perm: [0, 2, 1] });
}
