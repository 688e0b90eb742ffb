import {
  type Group,
  type GroupId,
  groupId,
  type InputRef,
  type LayerId,
} from '../../../shared/network/network';
import { type CalledUnit, callGroups } from './callGroups';

/** The layers and nested models that joined a model directly. */
export interface CalledModel {
  readonly group: GroupId | undefined;
  readonly units: readonly (CalledUnit & { readonly model: GroupId | undefined })[];
}

interface Grouped {
  readonly id: LayerId;
  readonly inputs: readonly InputRef[];
  readonly group?: GroupId;
}

interface Walked<A extends Grouped> {
  readonly applications: readonly A[];
  readonly groups: readonly Group[];
  readonly models: readonly CalledModel[];
}

/** Puts groups of function calls between each model and its members. */
export function groupCalls<A extends Grouped>({
  applications,
  groups,
  models,
}: Walked<A>): Omit<Walked<A>, 'models'> {
  const inputs = producersOf(applications);
  const name = namer();
  const made: Group[] = [];
  const homeOf = new Map<number | GroupId, GroupId>();
  for (const { group, units } of models) {
    const found = callGroups(units, inputs, group, name);
    made.push(...found.groups);
    units.forEach(({ layers, model }, unit) => {
      const home = found.homes[unit];
      if (home === undefined) return;
      if (model !== undefined) homeOf.set(model, home);
      else for (const layer of layers) homeOf.set(layer, home);
    });
  }
  return {
    applications: applications.map((application, position) => {
      const group = homeOf.get(position);
      return group === undefined ? application : { ...application, group };
    }),
    groups: [
      ...groups.map((group) => ({ ...group, parent: homeOf.get(group.id) ?? group.parent })),
      ...made,
    ],
  };
}

/** Positions of the layers that each layer reads. */
function producersOf(applications: readonly Grouped[]): number[][] {
  const positions = new Map(applications.map(({ id }, position) => [id, position]));
  return applications.map(({ inputs }) =>
    inputs.flatMap(({ layer }) => positions.get(layer) ?? []),
  );
}

/** Ids of functions' groups: `f()`, then `f() 2`, `f() 3`. */
function namer(): (base: string) => GroupId {
  const used = new Map<string, number>();
  return (base) => {
    const count = (used.get(base) ?? 0) + 1;
    used.set(base, count);
    return groupId(count === 1 ? base : `${base} ${count}`);
  };
}
