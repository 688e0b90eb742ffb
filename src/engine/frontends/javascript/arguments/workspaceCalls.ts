import { sep } from 'node:path';
import ts from 'typescript';
import { functionName, type FunctionNode } from '../../../../detection/javascript/owners';
import { parseSource } from '../../../../detection/javascript/parseSource';
import { importsIn } from '../slice/imports';
import { checkModule, type ModuleSource } from '../slice/moduleSource';
import { resolveModule } from '../link/resolveModule';
import { callsOf } from './callSites';
import { mentionsOf, type Mention } from './mentions';
import { only, Remembered } from './remembered';

/** Calls of one file, with the checker that resolves its constants. */
export interface FileCalls {
  readonly checker: ts.TypeChecker;
  readonly source: ModuleSource;
  readonly calls: readonly (readonly ts.Expression[])[];
}

/** Bound of the files that are parsed for one function. */
const MOST_PARSED = 12;

const trial = /(?:^|[\W_])(?:test|spec|bench|benchmark)s?(?:[\W_]|$)/i;

/** Matches a name where a call of it begins. */
const callIn = (name: string): RegExp =>
  new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}\\s*(?:\\?\\.)?\\s*[(<]`);

/** Finds the calls of one function in the texts of other files. */
class CallSearch {
  private readonly call: RegExp;

  constructor(
    private readonly node: FunctionNode,
    private readonly name: string,
    private readonly file: string,
    private readonly root: string,
  ) {
    this.call = callIn(name);
  }

  /** The text of a file that may call the function. */
  textOf({ bytes }: Mention): string | undefined {
    // Most files are ruled out before they are decoded.
    if (!bytes.includes(this.name)) return undefined;
    const text = bytes.toString();
    return this.call.test(text) ? text : undefined;
  }

  /** The calls of a text; one that cannot be parsed has none. */
  callsIn(text: string, caller: string): FileCalls | undefined {
    try {
      const tree = parseSource(text, caller);
      const calls = this.isImportedBy(tree) ? callsOf(this.node, tree) : [];
      if (calls.length === 0) return undefined;
      const source = checkModule(caller, tree);
      return { checker: source.checker, source, calls };
    } catch {
      return undefined;
    }
  }

  /** A package hands on what its files export, by whatever way. */
  private isImportedBy(tree: ts.SourceFile): boolean {
    return importsIn(tree).some(({ specifier }) => {
      const resolved = resolveModule(specifier, tree.fileName, this.root);
      if (resolved.kind !== 'file') return false;
      const { file, package: folder } = resolved;
      return file === this.file || (folder !== undefined && this.file.startsWith(folder + sep));
    });
  }
}

function* search(wanted: CallSearch, mentions: Iterable<Mention>): Generator<FileCalls, void> {
  let parsed = 0;
  for (const mention of mentions) {
    if (parsed === MOST_PARSED) return;
    const text = wanted.textOf(mention);
    if (text === undefined) continue;
    parsed++;
    const calls = wanted.callsIn(text, mention.file);
    if (calls) yield calls;
  }
}

interface CallsElsewhere {
  /** Calls in all other files. */
  readonly inUse: Iterable<FileCalls>;
  /** Calls in tests and benchmarks, which may pass values that nobody trains with. */
  readonly inTrials: Iterable<FileCalls>;
}

/**
 * Calls of the functions of a file in other files of the workspace that import it. Reads text and runs nothing,
 * lazily as the caller iterates: each file once, those near the definition first. Parses 12 at most for each function.
 */
export class WorkspaceCalls {
  private readonly known = new Map<FunctionNode, CallsElsewhere>();
  private readonly mentions: Iterable<Mention>;

  constructor(
    private readonly file: string,
    private readonly root: string,
  ) {
    this.mentions = new Remembered(mentionsOf(file, root));
  }

  of(node: FunctionNode): CallsElsewhere {
    const known = this.known.get(node) ?? this.search(node);
    this.known.set(node, known);
    return known;
  }

  private search(node: FunctionNode): CallsElsewhere {
    const parts = functionName(node)?.split('.') ?? [];
    const name = ts.isConstructorDeclaration(node) ? parts[0] : parts.at(-1);
    if (name === undefined || name === 'default') return { inUse: [], inTrials: [] };
    const { file, root, mentions } = this;
    const sought = new CallSearch(node, name, file, root);
    const isTrial = (one: Mention): boolean => trial.test(one.file.slice(root.length));
    const among = (wanted: boolean) =>
      new Remembered(
        search(
          sought,
          only(mentions, (one) => isTrial(one) === wanted),
        ),
      );
    return { inUse: among(false), inTrials: among(true) };
  }
}
