/** A value that only exists while a definition runs. */
export type Placeholder =
  | { readonly kind: 'unknown'; readonly what: string }
  /** TensorFlow.js, or a member of it. */
  | { readonly kind: 'tensorflow'; readonly member?: string }
  /** A class or a function of the definition's file. */
  | { readonly kind: 'declared'; readonly name: string }
  | { readonly kind: 'symbolic'; readonly shape: readonly number[] }
  | { readonly kind: 'model'; readonly factory: string };

/** Marks the place in a chosen argument that a {@link Placeholder} fills. */
export class Pending {
  constructor(readonly placeholder: Placeholder) {}
}

/** Every placeholder in a value. */
export function placeholdersIn(value: unknown): Placeholder[] {
  if (value instanceof Pending) return [value.placeholder];
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(placeholdersIn)
    : [];
}

/** A copy of a value with its placeholders filled in. */
export async function fillIn(
  value: unknown,
  make: (placeholder: Placeholder) => unknown,
): Promise<unknown> {
  if (value instanceof Pending) return make(value.placeholder);
  if (Array.isArray(value)) return Promise.all(value.map((item) => fillIn(item, make)));
  if (typeof value !== 'object' || value === null) return value;
  const filled: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) filled[key] = await fillIn(item, make);
  return filled;
}
