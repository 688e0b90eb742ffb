import { constantsOf, type GraphConstants } from './graphConstants';
import { type GraphNode, nodesOf } from './graphNodes';
import { listAt, objectAt, textAt, type JsonObject } from './jsonValues';
import { parseSaved } from './readSavedFile';
import { readSavedWeights } from './savedWeights';

interface Frozen {
  readonly nodes: readonly GraphNode[];
  readonly constants: GraphConstants;
  readonly signature: readonly string[];
}

/** Names of nodes that the signature calls outputs; older files keep it in their metadata. */
function outputsIn(content: JsonObject): string[] {
  const signature =
    objectAt(content, 'signature') ??
    objectAt(objectAt(content, 'userDefinedMetadata'), 'signature');
  const outputs = Object.values(objectAt(signature, 'outputs') ?? {});
  return outputs.flatMap((output) => textAt(output, 'name')?.split(':')[0] ?? []);
}

/** Reads the graph model in a `model.json`; nothing where the file holds another kind of model. Throws a `Failure`. */
export async function readFrozen(text: string, file: string): Promise<Frozen | undefined> {
  const content = parseSaved(text);
  const topology = objectAt(content, 'modelTopology');
  if (!topology || !Array.isArray(topology['node'])) return undefined;
  const nodes = nodesOf(topology);
  const manifest = listAt(content, 'weightsManifest');
  const weights = await readSavedWeights(manifest, file);
  return { nodes, constants: constantsOf(nodes, manifest, weights), signature: outputsIn(content) };
}
