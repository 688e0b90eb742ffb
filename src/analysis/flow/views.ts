import { NONE } from './flow';
import { int } from './lookup';
import type { Traits } from './routes';
import { DominatedRoutes } from './routes';

/** Dominance among the nodes that some starts reach. */
export interface View {
  readonly routes: DominatedRoutes;
  readonly reaches: (node: number) => boolean;
}

/** With more starts than this (a table of positions in every block), views by start cost too much. */
const MANY_STARTS = 8;

/**
 * Views of one network, made when first needed: the whole of it, then the part that each single start
 * reaches. Where a second input enters everywhere (the time step of a diffusion U-Net), only the first
 * input's own view shows the nodes that all its paths pass.
 */
export class Views {
  private readonly made: View[] = [];
  private starts: readonly number[] | undefined;

  constructor(
    private readonly inputs: readonly (readonly number[])[],
    private readonly traits: Traits,
  ) {}

  /** The dominators and routes of the whole network. */
  get routes(): DominatedRoutes {
    return (this.made[0] ?? this.make(0) ?? this.whole()).routes;
  }

  firstAnswer<T>(ask: (view: View) => T | undefined): T | undefined {
    for (let index = 0; ; index++) {
      const view = this.made[index] ?? this.make(index);
      if (!view) return undefined;
      const answer = ask(view);
      if (answer !== undefined) return answer;
    }
  }

  private make(index: number): View | undefined {
    const view = index === 0 ? this.whole() : this.from(this.startsOf()[index - 1]);
    if (view) this.made.push(view);
    return view;
  }

  private startsOf(): readonly number[] {
    this.starts ??= this.inputs.flatMap((producers, node) =>
      producers.every((producer) => producer === NONE) ? [node] : [],
    );
    return this.starts.length > 1 && this.starts.length <= MANY_STARTS ? this.starts : [];
  }

  private whole(): View {
    return { routes: new DominatedRoutes(this.inputs, this.traits), reaches: () => true };
  }

  private from(start: number | undefined): View | undefined {
    if (start === undefined) return undefined;
    const reached = new Int32Array(this.inputs.length);
    reached[start] = 1;
    const reaches = (node: number) => int(reached, node) === 1;
    const inputs = this.inputs.map((producers, node) => {
      const kept = producers.map((producer) =>
        producer !== NONE && reaches(producer) ? producer : NONE,
      );
      if (kept.some((producer) => producer !== NONE)) reached[node] = 1;
      return kept;
    });
    return { routes: new DominatedRoutes(inputs, this.traits), reaches };
  }
}
