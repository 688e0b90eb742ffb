import { tagsIn, type Tag } from '../../../../detection/javascript/pageTags';

type Properties = Readonly<Record<string, unknown>>;

const camelCase = (name: string): string =>
  name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The properties that a page's tag gives an element: `value`, `checked`, `dataset`. */
function propertiesOf({ attributes }: Tag): Properties {
  const given = new Map(attributes.map(({ name, value }) => [name, value]));
  const value = given.get('value');
  const data = [...given].flatMap(([name, text]) =>
    name.startsWith('data-') ? [[camelCase(name.slice(5)), text] as const] : [],
  );
  return {
    ...(value !== undefined && { value, valueAsNumber: Number(value) }),
    ...(given.has('checked') && { checked: true }),
    ...(data.length > 0 && { dataset: Object.fromEntries(data) }),
  };
}

/** The first value of a list: that of its selected option, else of its first. */
function chosenOf(options: readonly Tag[]): string | undefined {
  const isChosen = ({ attributes }: Tag): boolean =>
    attributes.some(({ name }) => name === 'selected');
  const chosen = options.find(isChosen) ?? options[0];
  return chosen?.attributes.find(({ name }) => name === 'value')?.value;
}

/** The elements of a page that have an `id`, with what the page says of them. */
function elementsOf(html: string): ReadonlyMap<string, Properties> {
  const tags = tagsIn(html);
  const found = new Map<string, Properties>();
  tags.forEach((tag, index) => {
    const id = tag.attributes.find(({ name }) => name === 'id')?.value;
    if (id === undefined) return;
    const rest = tags.slice(index + 1);
    const end = rest.findIndex(({ name }) => name !== 'option');
    const value = tag.name === 'select' ? chosenOf(end < 0 ? rest : rest.slice(0, end)) : undefined;
    found.set(id, { ...propertiesOf(tag), ...(value !== undefined && { value }) });
  });
  return found;
}

/** A stand-in with some properties of its own. */
const knowing = (standIn: object, own: Properties): object =>
  new Proxy(standIn, {
    get: (target, key): unknown =>
      typeof key === 'string' && Object.hasOwn(own, key) ? own[key] : Reflect.get(target, key),
  });

/** `document` of a page: its elements have the values that the page gives them. */
export function pageDocument(html: string, standIn: (what: string) => unknown): unknown {
  const elements = elementsOf(html);
  const element = (id: string, what: string): unknown =>
    knowing(standIn(what) as object, elements.get(id) ?? {});
  return knowing(standIn('document') as object, {
    getElementById: (id: unknown) =>
      element(String(id), `document.getElementById('${String(id)}')`),
    querySelector: (wanted: unknown) =>
      element(String(wanted).replace(/^#/, ''), `document.querySelector('${String(wanted)}')`),
  });
}
