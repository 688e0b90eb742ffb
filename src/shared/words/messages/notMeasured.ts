import * as l10n from '@vscode/l10n';
import { formatBytes } from '../../base/numbers';
import { counted } from '../counts/counted';

/** Reasons for the absence of a quantity from a report; each goes on after the quantity's name. */
export const notMeasuredMessages = {
  'notMeasured.running': () => l10n.t('still running'),
  'notMeasured.not-asked-for': () => l10n.t('not asked for'),
  'notMeasured.failed': (values: { failure: string }) => l10n.t('it failed: {failure}', values),
  'notMeasured.no-path': () => l10n.t('no gradient comes back from the loss to here'),
  'notMeasured.held-layer': (values: { kind: string }) =>
    l10n.t(
      'it belongs to a layer that {kind} calls itself: TensorFlow.js does not train such weights',
      values,
    ),
  'notMeasured.not-finite': () => l10n.t('the gradient is not finite'),
  'notMeasured.no-output-gradient': () =>
    l10n.t('the gradient that comes in is zero or not finite'),
  'notMeasured.ablated': () => l10n.t('cut in this probe'),
  'notMeasured.leads-to-ablated': () =>
    l10n.t('it leads only to the shortcut that was cut in this probe'),
  'notMeasured.one-sided-fork': () =>
    l10n.t('no gradient came back through both the shortcut and the body'),
  'notMeasured.open-extents': (values: { shape: string }) =>
    l10n.t('this input takes any size; the probe measured at {shape}', values),
  'notMeasured.unread-shapes': (values: { count: number }) =>
    l10n.t('the shapes of {count} follow from constants or operations that cannot be read here', {
      count: counted(values.count, 'node'),
    }),
  'notMeasured.wrapper-uncounted': (values: { wrapper: string }) =>
    l10n.t('those that its {wrapper} adds are not counted', values),
  'notMeasured.low-rank-uncounted': (values: { rank: number }) =>
    l10n.t(
      'the matrices of rank {rank} that it learns in place of its kernel are not counted',
      values,
    ),
  'notMeasured.unknown-weights': (values: { kind: string }) =>
    l10n.t('the file does not say what weights a {kind} has', values),
  'notMeasured.weights-unnamed': () =>
    l10n.t('weights are drawn at random for each seed: the file names no weights'),
  'notMeasured.weights-missing': () =>
    l10n.t(
      'weights are drawn at random for each seed: a file of weights is missing beside the model',
    ),
  'notMeasured.weights-unfitting': (values: { layers: string }) =>
    l10n.t(
      'weights are drawn at random for each seed: the weights in the file do not fit {layers}',
      values,
    ),
  'notMeasured.more-weights-unfitting': (values: { layers: string; more: number }) =>
    l10n.t(
      'weights are drawn at random for each seed: the weights in the file do not fit {layers} and {more} more',
      values,
    ),
  'notMeasured.asynchronous': (values: { device: string }) =>
    l10n.t('{device} runs a layer after it was asked to, so no time stamp tells one layer', values),
  'notMeasured.no-layer-times': (values: { library: string }) =>
    l10n.t('this version of {library} does not tell the time of one operation', values),
  'notMeasured.lowered': () =>
    l10n.t('it ran as operations of TensorFlow.js, whose memory is not that of its own framework'),
  'notMeasured.no-tracking': () => l10n.t('the backend does not tell what is alive'),
  'notMeasured.open-shape': () =>
    l10n.t(
      'the shape of a layer is not known, it repeats its steps inside, or it is code of your own',
    ),
  'notMeasured.no-roof': () => l10n.t('the device was not measured'),
  'notMeasured.smaller-batch': (values: {
    batchSize: number;
    wanted: number;
    ceilingBytes: number;
  }) =>
    l10n.t('{wanted} samples may need more than {ceiling}, so the probe took {batchSize}', {
      wanted: values.wanted,
      ceiling: formatBytes(values.ceilingBytes),
      batchSize: values.batchSize,
    }),
  'notMeasured.fixed-batch': (values: { batchSize: number }) =>
    l10n.t('the model takes batches of {batchSize} only', values),
};
