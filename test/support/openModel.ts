import { locateDefinition } from '../../src/engine/frontends/javascript/locateDefinition';
import { SourceDefinition } from '../../src/engine/frontends/javascript/sourceDefinition';
import { loadSavedModel } from '../../src/engine/frontends/saved/loadSavedModel';
import { frontendFor } from '../../src/engine/jobs/frontends';
import { readSubject } from '../../src/engine/jobs/readSubject';
import type { OpenedModel } from '../../src/engine/model/openedModel';
import type { BuildModel } from '../../src/engine/tfjs/builtModel';
import type { InspectRequest } from '../../src/shared/protocol/engineContract';

/** Opens the model of a request, as a job does. */
export async function openModel(
  request: InspectRequest,
): Promise<(seed: number) => Promise<OpenedModel>> {
  const subject = await readSubject(request);
  return (seed) => frontendFor(subject).open(subject, seed);
}

/** Builds a definition in source with its weights, for each seed anew. */
export async function buildDefinition(request: InspectRequest): Promise<BuildModel> {
  const subject = await readSubject(request);
  return new SourceDefinition(locateDefinition(subject), subject, loadSavedModel).build;
}
