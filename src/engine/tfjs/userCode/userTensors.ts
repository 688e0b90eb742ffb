import { engine, keep, type Tensor } from '@tensorflow/tfjs-core';

/**
 * Remembers every tensor and variable that is made from now on and is not freed by the code that made it.
 * Calling the result ends this and returns a function that frees them all; until then they live, because
 * layers may hold them.
 */
export function recordTensors(): () => () => void {
  const { state } = engine();
  const before = new Set(Object.values(state.registeredVariables));
  engine().startScope('model code');
  const scope = state.activeScope;
  return () => {
    const tensors: Tensor[] = scope.track.map((tensor) => keep(tensor));
    // Model code may have left scopes of its own open, or closed this one.
    while (state.scopeStack.includes(scope)) engine().endScope();
    const variables = Object.values(state.registeredVariables).filter((one) => !before.has(one));
    return () => {
      for (const tensor of [...tensors, ...variables]) tensor.dispose();
    };
  };
}
