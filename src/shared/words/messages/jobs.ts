import * as l10n from '@vscode/l10n';
import { formatCount } from '../../base/numbers';

/** Reasons for a job without a result. */
export const jobsMessages = {
  'jobs.nothing-opens': (values: { file: string; patterns: string }) =>
    l10n.t('SkipScope cannot open {file}: it opens {patterns}.', values),
  'jobs.too-many-layers': (values: { layers: number; most: number }) =>
    l10n.t('The model cannot be drawn: it has {layers} layers, more than {most}.', {
      layers: formatCount(values.layers),
      most: formatCount(values.most),
    }),
  'jobs.names-too-long': (values: { characters: number; most: number }) =>
    l10n.t(
      'The model cannot be drawn: the names of its layers have {characters} characters, more than {most}.',
      { characters: formatCount(values.characters), most: formatCount(values.most) },
    ),
  'jobs.no-merge-to-cut': (values: { layer: string }) =>
    l10n.t('There is no layer {layer} whose shortcut can be cut.', values),
  'jobs.merge-not-cut': (values: { layer: string; kind: string }) =>
    l10n.t(
      'No input of {layer} ({kind}) can be cut: zeros replace a missing input only in an addition, a subtraction or a concatenation.',
      values,
    ),
  'jobs.no-shortcut-to-cut': (values: { layer: string; slot: number }) =>
    l10n.t('No shortcut that can be cut leads to input {slot} of {layer}.', values),
  'jobs.cannot-time': (values: { framework: string }) =>
    l10n.t('Training steps of {framework} cannot be timed here.', values),
};
