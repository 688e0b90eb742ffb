import type { Message } from '../../../shared/base/message';
import type { Recording } from '../../../shared/protocol/python/recording';
import { message } from '../../../shared/words/message';
import type { ModelDescription } from '../../model/modelDescription';
import type { OpenedModel } from '../../model/openedModel';

/** A recording as something that trains, or the reason that it cannot. */
export type Lowered =
  | { readonly start: OpenedModel['start']; readonly unsupported?: undefined }
  | { readonly unsupported: Message };

/** Makes trainers of recordings, under the layer ids of their descriptions. */
export type Lower = (recording: Recording, description: ModelDescription) => Lowered;

/** Lowers nothing: a recording has a graph and is not probed. */
export const lowerNothing: Lower = () => ({
  unsupported: message('python.gradients-not-measured'),
});
