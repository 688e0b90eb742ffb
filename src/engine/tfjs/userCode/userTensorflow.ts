import * as tf from '@tensorflow/tfjs';
import * as tfl from '@tensorflow/tfjs-layers';
import { absentNumber, type AbsentNumber } from './absentNumbers';
import { makingNetwork } from './networkErrors';
import type { UserModel } from './userModel';

/** Answers of the run when user code asks TensorFlow.js for something that is not building. */
export interface TensorflowHooks {
  /** A stop point: ends building once a model exists, else gives a stand-in. */
  stopPoint(what: string, model: UserModel): unknown;
  /** A saved model is asked for. */
  load(how: string, path: unknown): unknown;
  /** A member that this version does not have. */
  missing(what: string): never;
  /** A model is to be made of an absent value; `to` is the call that receives it. */
  absent(what: string, to: string): never;
  /** A layer is given a number that is not there. */
  numberAbsent(which: AbsentNumber): void;
  /** A stand-in for a part of the package that only handles data. */
  standIn(what: string): unknown;
  /** The name of the thing that a stand-in replaces; `undefined` for all other values. */
  stoodFor(value: unknown): string | undefined;
}

type Namespace = Record<string, unknown>;

/** Asking for a member that does not exist is no mistake yet; calling it is. */
function strict(namespace: Namespace, name: string, hooks: TensorflowHooks): Namespace {
  return new Proxy(namespace, {
    get(target, key) {
      if (typeof key === 'symbol' || key in target) return target[key as string];
      // Whoever awaits it asks for this.
      if (key === 'then') return undefined;
      const missing = function (): never {
        return hooks.missing(`${name}.${key}`);
      };
      return missing;
    },
  });
}

type Operation = (...args: unknown[]) => unknown;

function mentionsStandIn(value: unknown, hooks: TensorflowHooks): boolean {
  const values: readonly unknown[] = Array.isArray(value)
    ? [value, ...(value as unknown[])]
    : [value];
  return values.some((one) => hooks.stoodFor(one) !== undefined);
}

/** An operation on a stand-in for data gives another stand-in. */
function absorbing(operation: Operation, name: string, hooks: TensorflowHooks): Operation {
  return (...args) =>
    args.some((one) => mentionsStandIn(one, hooks))
      ? hooks.standIn(`${name}()`)
      : operation(...args);
}

/**
 * The name of the thing that a stand-in replaces, also for the first stand-in in a list or an object of
 * options.
 */
function absentIn(value: unknown, hooks: TensorflowHooks, depth = 2): string | undefined {
  const what = hooks.stoodFor(value);
  const isOptions = Array.isArray(value) || Object.getPrototypeOf(value ?? 0) === Object.prototype;
  if (what !== undefined || depth === 0 || !isOptions) return what;
  for (const one of Object.values(value as object)) {
    const found = absentIn(one, hooks, depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Refuses stand-ins for the layers and tensors that a model is made of. */
function needing(make: Operation, name: string, hooks: TensorflowHooks): Operation {
  return function (this: unknown, ...args) {
    const what = absentIn(args[0], hooks);
    return what === undefined
      ? makingNetwork(() => make.apply(this, args))
      : hooks.absent(what, name);
  };
}

const makesLayers = (name: string, value: unknown): value is Operation =>
  typeof value === 'function' && /^[a-z]/.test(name);

/** The functions that make layers, noting their errors and absent numbers; the classes as they are. */
function layerFactories(hooks: TensorflowHooks): Namespace {
  const factories: Namespace = { ...tfl.layers };
  for (const [name, value] of Object.entries(tfl.layers)) {
    if (makesLayers(name, value)) factories[name] = sizing(value, hooks);
  }
  return factories;
}

const noting = (make: Operation): Operation =>
  function (this: unknown, ...args) {
    return makingNetwork(() => make.apply(this, args));
  };

const sizing = (make: Operation, hooks: TensorflowHooks): Operation =>
  function (this: unknown, ...args) {
    const isAbsent = (value: unknown): boolean =>
      Number.isNaN(value) || hooks.stoodFor(value) !== undefined;
    const absent = absentNumber(args[0], isAbsent);
    if (absent) hooks.numberAbsent(absent);
    return makingNetwork(() => make.apply(this, args));
  };

const isOperation = (name: string, value: unknown): value is Operation =>
  typeof value === 'function' && /^[a-z]/.test(name) && !makers.has(name);

const makers = new Set([
  'train',
  'model',
  'sequential',
  'input',
  'tidy',
  'keep',
  'dispose',
  'profile',
]);

/** Namespaces are copied: helpers that user code puts on them stay there. */
const ownCopy = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && isPlain(value) ? { ...value } : value;

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
};

// Parts that handle data, pages and plots, which do not exist here.
const dataParts = ['browser', 'data', 'node', 'io', 'callbacks', 'vis', 'webgl', 'converter'];

const loaders = ['loadLayersModel', 'loadGraphModel', 'loadModel', 'loadFrozenModel'];

/**
 * TensorFlow.js as user code sees it: the engine's own, without the functions that would change the engine.
 */
export function userTensorflow(hooks: TensorflowHooks): Namespace {
  const namespace: Namespace = {};
  for (const [name, value] of Object.entries(tf)) {
    namespace[name] = isOperation(name, value)
      ? absorbing(value, `tf.${name}`, hooks)
      : ownCopy(value);
  }
  for (const name of ['model', 'sequential'] as const) {
    namespace[name] = needing(tf[name] as Operation, `tf.${name}`, hooks);
  }
  namespace['input'] = sizing(tf.input as Operation, hooks);
  namespace['layers'] = strict(layerFactories(hooks), 'tf.layers', hooks);
  for (const part of dataParts) namespace[part] = hooks.standIn(`tf.${part}`);
  for (const name of loaders) {
    namespace[name] = (path: unknown) => hooks.load(`tf.${name}`, path);
  }
  namespace['setBackend'] = () => Promise.resolve(true);
  namespace['ready'] = () => Promise.resolve();
  namespace['registerBackend'] = () => true;
  namespace['disposeVariables'] = () => undefined;
  namespace['__esModule'] = true;
  namespace['default'] = namespace;
  return strict(namespace, 'tf', hooks);
}

type Replaced = (before: Operation, name: string) => (this: unknown, ...args: unknown[]) => unknown;

/** Replaces a prototype's own methods; returns a function that restores them. */
function replaceMethods(target: object, names: readonly string[], replaced: Replaced): () => void {
  const holder = target as Namespace;
  const before = names.flatMap((name) => {
    const method = Object.hasOwn(holder, name) ? holder[name] : undefined;
    return typeof method === 'function' ? [[name, method as Operation] as const] : [];
  });
  for (const [name, method] of before) holder[name] = replaced(method, name);
  return () => before.forEach(([name, method]) => (holder[name] = method));
}

const stopPoints = [
  'fit',
  'fitDataset',
  'evaluate',
  'evaluateDataset',
  'trainOnBatch',
  'save',
] as const;
const usesData = ['predict', 'predictOnBatch', 'setWeights', 'loadWeights'] as const;

/**
 * Turns training, evaluating and saving a model into stop points; calls with stand-ins for data give
 * stand-ins. Returns a function that undoes this.
 */
export function stopAtTraining(hooks: TensorflowHooks): () => void {
  const model = tfl.LayersModel.prototype;
  const container = Object.getPrototypeOf(model) as object;
  const classes = [tfl.Sequential.prototype, model, container, tfl.layers.Layer.prototype];
  const undo = classes.flatMap((target) => [
    replaceMethods(
      target,
      stopPoints,
      (_, name) =>
        function (this: unknown) {
          return hooks.stopPoint(`model.${name}`, this as UserModel);
        },
    ),
    replaceMethods(
      target,
      usesData,
      (before, name) =>
        function (this: unknown, ...args: unknown[]) {
          return args.some((one) => mentionsStandIn(one, hooks))
            ? hooks.standIn(name)
            : before.apply(this, args);
        },
    ),
  ]);
  const add = replaceMethods(tfl.Sequential.prototype, ['add'], (before) =>
    needing(before, 'model.add', hooks),
  );
  const making = [tfl.Sequential.prototype, model, container].map((target) =>
    replaceMethods(target, ['pop', 'compile', 'getLayer'], noting),
  );
  return () => [...undo, add, ...making].forEach((one) => one());
}
