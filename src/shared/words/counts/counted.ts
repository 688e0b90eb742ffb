import * as l10n from '@vscode/l10n';
import { formatCount } from '../../base/numbers';

/** One of a kind, and several. */
const countable = {
  'ambiguous skip': () => [l10n.t('{0} ambiguous skip'), l10n.t('{0} ambiguous skips')],
  body: () => [l10n.t('{0} body'), l10n.t('{0} bodies')],
  block: () => [l10n.t('{0} block'), l10n.t('{0} blocks')],
  cell: () => [l10n.t('{0} cell'), l10n.t('{0} cells')],
  connection: () => [l10n.t('{0} connection'), l10n.t('{0} connections')],
  error: () => [l10n.t('{0} error'), l10n.t('{0} errors')],
  file: () => [l10n.t('{0} file'), l10n.t('{0} files')],
  finding: () => [l10n.t('{0} finding'), l10n.t('{0} findings')],
  identity: () => [l10n.t('{0} identity'), l10n.t('{0} identities')],
  layer: () => [l10n.t('{0} layer'), l10n.t('{0} layers')],
  level: () => [l10n.t('{0} level'), l10n.t('{0} levels')],
  merge: () => [l10n.t('{0} merge'), l10n.t('{0} merges')],
  'model definition': () => [l10n.t('{0} model definition'), l10n.t('{0} model definitions')],
  'more layer': () => [l10n.t('{0} more layer'), l10n.t('{0} more layers')],
  network: () => [l10n.t('{0} network'), l10n.t('{0} networks')],
  node: () => [l10n.t('{0} node'), l10n.t('{0} nodes')],
  parameter: () => [l10n.t('{0} parameter'), l10n.t('{0} parameters')],
  pilot: () => [l10n.t('{0} pilot'), l10n.t('{0} pilots')],
  point: () => [l10n.t('{0} point'), l10n.t('{0} points')],
  projection: () => [l10n.t('{0} projection'), l10n.t('{0} projections')],
  reading: () => [l10n.t('{0} reading'), l10n.t('{0} readings')],
  'residual block': () => [l10n.t('{0} residual block'), l10n.t('{0} residual blocks')],
  sample: () => [l10n.t('{0} sample'), l10n.t('{0} samples')],
  seed: () => [l10n.t('{0} seed'), l10n.t('{0} seeds')],
  sigmoid: () => [l10n.t('{0} sigmoid'), l10n.t('{0} sigmoids')],
  skip: () => [l10n.t('{0} skip'), l10n.t('{0} skips')],
  'skip merge': () => [l10n.t('{0} skip merge'), l10n.t('{0} skip merges')],
  'sub-folder': () => [l10n.t('{0} sub-folder'), l10n.t('{0} sub-folders')],
  step: () => [l10n.t('{0} step'), l10n.t('{0} steps')],
  time: () => [l10n.t('{0} time'), l10n.t('{0} times')],
  training: () => [l10n.t('{0} training'), l10n.t('{0} trainings')],
  'transforming layer': () => [l10n.t('{0} transforming layer'), l10n.t('{0} transforming layers')],
  'unknown join': () => [l10n.t('{0} unknown join'), l10n.t('{0} unknown joins')],
  value: () => [l10n.t('{0} value'), l10n.t('{0} values')],
  warning: () => [l10n.t('{0} warning'), l10n.t('{0} warnings')],
  'weighted layer': () => [l10n.t('{0} weighted layer'), l10n.t('{0} weighted layers')],
} as const satisfies Record<string, () => readonly [string, string]>;

/** A count with its noun: `1 seed`, `3 seeds`. */
export function counted(count: number, noun: keyof typeof countable): string {
  const [one, several] = countable[noun]();
  return (count === 1 ? one : several).replace('{0}', formatCount(count));
}
