import type { Shape } from '../../../shared/network/network';
import { type GraphNode, numbersIn, textIn } from './graphNodes';

/** What rules for shapes know of a node; `undefined` is a shape or a constant that is not known. */
export interface NodeFacts {
  readonly node: GraphNode;
  /** Of every input, constants included. */
  readonly shapes: readonly (Shape | undefined)[];
  /** Entries of constant whole-number inputs. */
  readonly values: readonly (readonly number[] | undefined)[];
}

/** Where rows, columns and channels of a feature map stand. */
export const axesOf = (node: GraphNode): readonly [number, number, number] =>
  textIn(node, 'data_format') === 'NCHW' ? [2, 3, 1] : [1, 2, 3];

/** The two numbers of a list over all axes that are about rows and columns. */
export function spatialIn(node: GraphNode, key: string): number[] {
  const list = numbersIn(node, key);
  const [rows, columns] = axesOf(node);
  return [rows, columns].flatMap((axis) => list[axis] ?? []);
}
