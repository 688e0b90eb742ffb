import type { Message } from '../../../shared/base/message';
import type { SourcePosition } from '../../../shared/base/source';
import type { KerasRecording } from '../../../shared/protocol/python/kerasRecording';
import type { Recording } from '../../../shared/protocol/python/recording';
import type { ModelArgument, NotMeasured } from '../../../shared/report/report';
import type { ModelDescription } from '../../model/modelDescription';
import type { OpenedModel } from '../../model/openedModel';

/** Facts about a definition that its recording is read with. */
export interface RecordingContext {
  readonly name: string;
  readonly source: SourcePosition;
  readonly arguments: readonly ModelArgument[];
  /** Quantities that the recording itself does without. */
  readonly notMeasured?: readonly NotMeasured[];
}

/** A recording as a network, which is trained if all its operations run here. */
export interface RecordedNetwork {
  readonly description: ModelDescription;
  /** Builds the network with weights drawn for a seed; `load` is the time that its recording took. */
  readonly train?: (seed: number, load: number) => Promise<OpenedModel>;
  /** The reason that `train` is absent; without one gradients are not measured on this route. */
  readonly unsupported?: Message;
}

/** Reads a recording. Throws a `Failure` if it shows no network. */
export type ReadNetwork = (recording: Recording, context: RecordingContext) => RecordedNetwork;

/** Opens what was recorded of Keras, with weights drawn for a seed; `load` is the time that it took. */
export type OpenKeras = (
  recording: KerasRecording,
  context: RecordingContext,
  run: { readonly seed: number; readonly load: number },
) => Promise<OpenedModel>;
