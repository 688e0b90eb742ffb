/** Selectors of the linter with what it says. */
export const bareWords: readonly { readonly selector: string; readonly message: string }[];
