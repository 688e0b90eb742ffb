/** The frameworks that definitions are written in. */
export const frameworks = ['tfjs', 'torch', 'keras'] as const;
export type Framework = (typeof frameworks)[number];
