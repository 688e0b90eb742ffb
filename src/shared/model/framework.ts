/** The frameworks that definitions are written in. */
export const frameworks = ['tfjs', 'torch', 'keras'] as const;
export type Framework = (typeof frameworks)[number];

/** The names by which people know them. */
export const frameworkNames: Readonly<Record<Framework, string>> = {
  tfjs: 'TensorFlow.js',
  torch: 'PyTorch',
  keras: 'Keras',
};
