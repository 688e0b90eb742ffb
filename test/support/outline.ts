import type { Group, Network } from '../../src/shared/network/network';

/** Draws the groups inside a network: two spaces per level, layer names in a row. */
export function outline({ layers, groups }: Network): string {
  const known = new Map(groups.map((group) => [group.id, group]));
  const lines: string[] = [];
  let open: Group[] = [];
  for (const { name, group } of layers) {
    const path: Group[] = [];
    for (let at = known.get(group); at?.parent; at = known.get(at.parent)) {
      path.unshift(at);
    }
    const shared = path.filter((one, depth) => open[depth] === one).length;
    path.slice(shared).forEach(({ name: title, repeat }, depth) => {
      const times = repeat > 1 ? ` ×${repeat}` : '';
      lines.push(`${'  '.repeat(shared + depth)}[${title}${times}]`);
    });
    const indent = '  '.repeat(path.length);
    const last = lines.at(-1) ?? '[';
    const continues =
      shared === path.length && open.length === path.length && !last.trim().startsWith('[');
    if (continues && lines.length > 0) lines[lines.length - 1] = `${last} ${name}`;
    else lines.push(`${indent}${name}`);
    open = path;
  }
  return lines.join('\n');
}
