/** What a definition is written in. */
export const frameworks = ['tfjs'] as const;
export type Framework = (typeof frameworks)[number];
