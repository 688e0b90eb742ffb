import { locateDefinition } from '../../src/engine/frontends/javascript/locateDefinition';
import { SourceDefinition } from '../../src/engine/frontends/javascript/sourceDefinition';
import { loadSavedModel } from '../../src/engine/frontends/saved/loadSavedModel';
import { frontendFor } from '../../src/engine/jobs/inspect/frontends';
import { readSubject } from '../../src/engine/jobs/inspect/readSubject';
import type { ModelDescription } from '../../src/engine/model/modelDescription';
import { openBackend } from '../../src/engine/tfjs/backends/openBackend';
import type { BuildModel } from '../../src/engine/tfjs/built/builtModel';
import type { InspectRequest } from '../../src/shared/protocol/inspectRequest';

interface Opened {
  readonly description: ModelDescription;
  readonly dispose: () => void;
}

/** Opens the model of a request, as a job does. */
export async function openModel(
  request: InspectRequest,
): Promise<(seed: number) => Promise<Opened>> {
  const subject = await readSubject(request);
  return async (seed) => {
    const frontend = frontendFor(subject);
    await frontend.openRuntime('cpu');
    const opened = await frontend.open(subject, seed);
    return { description: opened.description, dispose: () => opened.dispose() };
  };
}

/** Builds a definition in source with its weights, for each seed anew. */
export async function buildDefinition(request: InspectRequest): Promise<BuildModel> {
  await openBackend('cpu');
  const subject = await readSubject(request);
  return new SourceDefinition(locateDefinition(subject), subject, loadSavedModel).build;
}
