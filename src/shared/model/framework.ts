/** The frameworks that definitions are written in. */
export const frameworks = ['tfjs'] as const;
export type Framework = (typeof frameworks)[number];
