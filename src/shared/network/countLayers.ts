import type { Layer } from './network';

/** The number of layers among these applications: a shared layer counts once, however often it is called. */
export const countLayers = (applications: readonly Pick<Layer, 'id' | 'sharedWith'>[]): number =>
  new Set(applications.map(({ id, sharedWith }) => sharedWith ?? id)).size;
