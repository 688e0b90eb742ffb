import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';

const require = createRequire(import.meta.url);
const { rooms } = require('../../scripts/rooms.cjs') as { rooms: Record<string, string[]> };

const names = (cell: string): string[] =>
  [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1]!);

function documentedRooms(): Record<string, string[]> {
  const rows = readFileSync('ARCHITECTURE.md', 'utf8').matchAll(/^\| (`[^|]+`) \| ([^|]+) \|$/gm);
  return Object.fromEntries([...rows].map((row) => [names(row[1]!)[0]!, names(row[2]!)]));
}

describe('ARCHITECTURE.md', () => {
  it('lists exactly the rooms and imports that the checker enforces', () => {
    expect(documentedRooms()).toEqual(rooms);
  });
});
