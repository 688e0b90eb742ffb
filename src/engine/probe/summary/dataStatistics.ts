import { meanOf } from '../../../shared/base/statistics';
import type { LayerId } from '../../../shared/network/network';
import type { DataStatistics } from '../../../shared/report/probe';
import type { BatchData, TensorData } from '../../model/trainer';

/** Sums over one axis entry of a tensor. */
interface Column {
  first: number;
  varies: boolean;
  sum: number;
  squares: number;
}

/** Sums over the tensors of one input or output. */
class Sums {
  private readonly columns: Column[] = [];
  private min = Infinity;
  private max = -Infinity;
  private whole = true;
  private nonFinite = 0;
  private rank = 0;
  private rows = 0;
  private largestSum = -Infinity;

  add({ shape, values }: TensorData): void {
    const width = shape.at(-1) ?? 1;
    this.rank = shape.length;
    this.rows += values.length / width;
    let sum = 0;
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      if (Number.isFinite(value)) this.addValue(value, i % width);
      else this.nonFinite++;
      sum = i % width === 0 ? value : sum + value;
      if (i % width === width - 1 && sum > this.largestSum) this.largestSum = sum;
    }
  }

  private addValue(value: number, at: number): void {
    const column = (this.columns[at] ??= { first: value, varies: false, sum: 0, squares: 0 });
    // Around the first value: large numbers that hardly differ keep their difference.
    const moved = value - column.first;
    column.sum += moved;
    column.squares += moved * moved;
    if (moved !== 0) column.varies = true;
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
    if (this.whole && !Number.isInteger(value)) this.whole = false;
  }

  private columnsOf(
    means: readonly number[],
    variances: readonly number[],
  ): NonNullable<DataStatistics['columns']> {
    const squares = means.map((mean, at) => mean ** 2 + (variances[at] ?? 0));
    const at = squares.indexOf(Math.max(...squares));
    return {
      count: this.columns.length,
      constant: this.columns.filter(({ varies }) => !varies).length,
      largest: { at, mean: means[at] ?? 0, std: Math.sqrt(variances[at] ?? 0) },
      ...(Number.isFinite(this.largestSum) && { largestSum: this.largestSum }),
    };
  }

  statistics(layer: LayerId): DataStatistics | undefined {
    if (this.columns.length === 0) return undefined;
    const means = this.columns.map(({ first, sum }) => first + sum / this.rows);
    const variances = this.columns.map(({ sum, squares }) =>
      Math.max(0, squares / this.rows - (sum / this.rows) ** 2),
    );
    const mean = meanOf(means);
    const unitVariance = meanOf(variances);
    const between = meanOf(means.map((each) => (each - mean) ** 2));
    const columns = this.rank === 2 ? this.columnsOf(means, variances) : undefined;
    return {
      layer,
      min: this.min,
      max: this.max,
      mean,
      std: Math.sqrt(unitVariance + between),
      whole: this.whole,
      nonFinite: this.nonFinite,
      ...(columns && { columns }),
      unitVariance,
    };
  }
}

/** Looks at the data of some steps as they pass. */
export class DataObserver {
  private readonly inputs = new Map<number, Sums>();
  private readonly targets = new Map<number, Sums>();

  /** The same batch; what is asked of it is added up. */
  observe(batch: BatchData): BatchData {
    batch.inputs.forEach((input, i) => sumsAt(this.inputs, i).add(input));
    return {
      inputs: batch.inputs,
      target: (output, shape) => {
        const target = batch.target(output, shape);
        sumsAt(this.targets, output).add(target);
        return target;
      },
    };
  }

  /** Statistics of the inputs and targets seen, under the layers that take and give them. */
  statistics(
    inputs: readonly LayerId[],
    outputs: readonly LayerId[],
  ): { readonly inputs: DataStatistics[]; readonly targets: DataStatistics[] } {
    const under = (layers: readonly LayerId[], sums: ReadonlyMap<number, Sums>) =>
      layers.flatMap((layer, i) => sums.get(i)?.statistics(layer) ?? []);
    return { inputs: under(inputs, this.inputs), targets: under(outputs, this.targets) };
  }
}

function sumsAt(sums: Map<number, Sums>, at: number): Sums {
  const found = sums.get(at) ?? new Sums();
  sums.set(at, found);
  return found;
}
