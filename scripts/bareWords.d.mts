/** ESLint selectors with their messages. */
export const bareWords: readonly { readonly selector: string; readonly message: string }[];

/** Selectors for texts that are taken when a module is loaded. */
export const wordsAtModuleScope: typeof bareWords;

/** Further selectors for our own pages. */
export const bareWordsInPages: typeof bareWords;
