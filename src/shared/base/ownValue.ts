/** The value of a table under a name that a person chose; names such as `toString`, which every object inherits, are not in it. */
export const ownValue = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;
