import type ts from 'typescript';

/** Options of `compile` as code that can stand at the end of their module. */
export interface OptionsCode {
  readonly text: string;
  /** Nodes whose names the code needs from the module. */
  readonly needs: readonly ts.Node[];
}
