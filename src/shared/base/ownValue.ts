/**
 * Looks a user-chosen name up among a table's own properties; inherited names such as `toString` are not
 * found.
 */
export const ownValue = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;
