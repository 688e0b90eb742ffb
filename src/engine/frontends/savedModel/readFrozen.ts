import { constantsOf, type GraphConstants } from './graphConstants';
import { type GraphNode, nodesOf } from './graphNodes';
import { listAt, objectAt } from './jsonValues';
import { parseSaved } from './readSavedFile';
import { readSavedWeights } from './savedWeights';

/** Reads the graph model in a `model.json`; nothing where the file holds another kind of model. Throws a `Failure`. */
export async function readFrozen(
  text: string,
  file: string,
): Promise<{ nodes: readonly GraphNode[]; constants: GraphConstants } | undefined> {
  const content = parseSaved(text);
  const topology = objectAt(content, 'modelTopology');
  if (!topology || !Array.isArray(topology['node'])) return undefined;
  const nodes = nodesOf(topology);
  const manifest = listAt(content, 'weightsManifest');
  const weights = await readSavedWeights(manifest, file);
  return { nodes, constants: constantsOf(nodes, manifest, weights) };
}
