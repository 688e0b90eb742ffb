/** A cell without its identity: only the inputs of its layout. */
export interface CellShape {
  readonly sizes: readonly { readonly width: number; readonly height: number }[];
  /** From and to by position in `sizes`; `weight` is higher on the line that should stay straight. */
  readonly edges: readonly {
    readonly from: number;
    readonly to: number;
    readonly weight: number;
  }[];
  /** Box 0 has its row for itself. */
  readonly startsAlone: boolean;
  /** The last box has its row for itself. */
  readonly endsAlone: boolean;
}

/** Corners of the boxes and points of the routes (x, y in turn), from the corner of box 0. */
export interface CellLayout {
  readonly corners: readonly { readonly x: number; readonly y: number }[];
  /** By position in `edges`; absent if the route is left to the lanes. */
  readonly routes: readonly (readonly number[] | undefined)[];
}

/** The key under which equal cells are found again. */
export function cellKey({ sizes, edges, startsAlone, endsAlone }: CellShape): string {
  const boxes = sizes.map(({ width, height }) => `${width}x${height}`).join(' ');
  const lines = edges.map(({ from, to, weight }) => `${from}>${to}:${weight}`).join(' ');
  return `${boxes}|${lines}|${startsAlone}${endsAlone}`;
}

/** Moves a layout so that box 0 has its corner at 0, 0. */
export function fromFirstBox({ corners, routes }: CellLayout): CellLayout {
  const { x, y } = corners[0] ?? { x: 0, y: 0 };
  return {
    corners: corners.map((corner) => ({ x: corner.x - x, y: corner.y - y })),
    routes: routes.map((points) =>
      points?.map((value, at) => (at % 2 === 0 ? value - x : value - y)),
    ),
  };
}
