import { findNodeAtLocation, parseTree, type Node } from 'jsonc-parser';
import type { TextPosition } from '../../shared/model/modelSite';

/** The code cells of a notebook as one text. */
export interface JoinedCells {
  readonly text: string;
  /** The position in the notebook's file of an offset in the text. */
  readonly positionAt: (offset: number) => TextPosition;
}

/** Magics that run the rest of their cell as Python. */
const pythonMagic = /^%%(?:time|timeit|capture|prun|debug|python3?)\b/;

/** A line that IPython reads and Python does not, as a statement of equal length that does nothing. */
const inert = (line: string): string => {
  const text = line.trimStart();
  const isMagic = /^[%!?]/.test(text) || /^[\w.]+\?{1,2}\s*$/.test(text);
  if (!isMagic) return line;
  const indent = line.slice(0, line.length - text.length);
  return `${indent}0${text.length > 1 ? `#${text.slice(2)}` : ''}`;
};

/** The Python of a cell, line by line as long as it was; a cell of another language becomes comments. */
function pythonOfCell(source: string): string {
  const lines = source.split('\n');
  const isOther = /^%%/.test(source) && !pythonMagic.test(source);
  return lines
    .map((line) => (isOther ? (line === '' ? '' : `#${line.slice(1)}`) : inert(line)))
    .join('\n');
}

/** One string of a cell's source, decoded, and the offsets in the file of its characters. */
interface Piece {
  readonly value: string;
  readonly offsets: readonly number[];
}

/** The offsets of the characters that a JSON string holds; an escape counts as the one that it stands for. */
function pieceOf(node: Node, json: string): Piece {
  const offsets: number[] = [];
  const end = node.offset + node.length - 1;
  for (
    let at = node.offset + 1;
    at < end;
    at += json[at] !== '\\' ? 1 : json[at + 1] === 'u' ? 6 : 2
  ) {
    offsets.push(at);
  }
  return { value: String(node.value), offsets };
}

/** The strings of a cell's source, which is one string or a list of lines. */
function piecesOf(cell: Node, json: string): Piece[] {
  const source = findNodeAtLocation(cell, ['source']);
  const nodes = source?.type === 'array' ? (source.children ?? []) : source ? [source] : [];
  return nodes.filter(({ type }) => type === 'string').map((node) => pieceOf(node, json));
}

const isCode = (cell: Node): boolean => findNodeAtLocation(cell, ['cell_type'])?.value === 'code';

/** The cells of a notebook's file; version 3 keeps them in worksheets. */
function cellsOf(root: Node): readonly Node[] {
  const cells =
    findNodeAtLocation(root, ['cells']) ?? findNodeAtLocation(root, ['worksheets', 0, 'cells']);
  return cells?.children ?? [];
}

function positionIn(json: string, offset: number): TextPosition {
  const before = json.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

/** The code cells of a notebook's file as one text; `undefined` if it is no notebook. */
export function joinCells(json: string): JoinedCells | undefined {
  const root = parseTree(json);
  const cells = root?.type === 'object' ? cellsOf(root) : [];
  if (cells.length === 0) return undefined;
  const offsets: number[] = [];
  let text = '';
  for (const node of cells.filter(isCode)) {
    const pieces = piecesOf(node, json);
    const source = pieces.map(({ value }) => value).join('');
    for (const piece of pieces) for (const offset of piece.offsets) offsets.push(offset);
    offsets.push(node.offset);
    text += `${pythonOfCell(source)}\n`;
  }
  return {
    text,
    positionAt: (offset) => positionIn(json, offsets[Math.min(offset, offsets.length - 1)] ?? 0),
  };
}
