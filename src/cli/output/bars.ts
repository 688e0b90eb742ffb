import { gradientLevel } from '../../shared/words/format';

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
const CELLS = 12;

/** A gradient as a bar on the fixed log scale, in eighths of a character; empty if not measured. */
export function gradientBar(gradient: number | undefined): string {
  const level = gradientLevel(gradient);
  if (level === undefined) return '';
  const filled = Math.round(level * CELLS * 8);
  return '█'.repeat(Math.floor(filled / 8)) + (eighths[filled % 8] ?? '');
}
