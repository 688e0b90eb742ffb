/** ESLint selectors with their messages. */
export const bareWords: readonly { readonly selector: string; readonly message: string }[];

/** Those for texts that are taken when a module is loaded. */
export const wordsAtModuleScope: typeof bareWords;

/** Those for what pages of our own show, besides. */
export const bareWordsInPages: typeof bareWords;
