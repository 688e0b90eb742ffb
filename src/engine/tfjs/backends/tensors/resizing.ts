export interface ResizeAttributes {
  readonly alignCorners: boolean;
  readonly halfPixelCenters?: boolean;
}

/** Output pixel `to` takes `weight` of input pixel `from`, along one axis. */
export interface Contribution {
  readonly to: number;
  readonly from: number;
  readonly weight: number;
}

export type AlongAxis = (
  input: number,
  output: number,
  attributes: ResizeAttributes,
) => Contribution[];

/** Input positions per output position; `alignCorners` maps the last pixel to the last pixel. */
const scale = (input: number, output: number, { alignCorners }: ResizeAttributes): number =>
  alignCorners && output > 1 ? (input - 1) / (output - 1) : input / output;

export const nearest: AlongAxis = (input, output, attributes) =>
  Array.from({ length: output }, (_, to) => {
    const position =
      (to + (attributes.halfPixelCenters ? 0.5 : 0)) * scale(input, output, attributes);
    const index = attributes.alignCorners ? Math.round(position) : Math.floor(position);
    return { to, from: Math.max(0, Math.min(input - 1, index)), weight: 1 };
  });

export const linear: AlongAxis = (input, output, attributes) =>
  Array.from({ length: output }, (_, to) => {
    const shift = attributes.halfPixelCenters ? 0.5 : 0;
    const position = Math.max(0, (to + shift) * scale(input, output, attributes) - shift);
    const from = Math.min(input - 1, Math.floor(position));
    const share = position - from;
    return [
      { to, from, weight: 1 - share },
      { to, from: Math.min(input - 1, from + 1), weight: share },
    ];
  }).flat();
