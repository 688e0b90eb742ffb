import type { ModelCompileArgs } from '@tensorflow/tfjs-layers';
import type { UserModel } from './userModel';

/** Compiles a model that its own code leaves uncompiled with the options of the code that uses it. */
export function compileFromOutside(model: UserModel | undefined, options: () => unknown): void {
  const isCompiled = model !== undefined && Boolean(model.optimizer);
  if (!model || isCompiled) return;
  try {
    const found = options();
    if (typeof found === 'object' && found !== null) model.compile(found as ModelCompileArgs);
  } catch {
    // Options that cannot be made outside their function leave the model as its definition makes it.
  }
}
