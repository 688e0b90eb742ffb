/** Endings of files that may define models in Python. */
export const pythonEndings = ['py', 'ipynb'] as const;

/** Tells whether a file of this name may define a model in Python. */
export const isPython = (file: string): boolean => /\.(?:py|ipynb)$/i.test(file);

/** Tells whether a file of this name is a notebook. */
export const isNotebook = (file: string): boolean => /\.ipynb$/i.test(file);
