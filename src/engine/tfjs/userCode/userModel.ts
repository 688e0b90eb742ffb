import {
  input,
  loadLayersModel,
  type LayersModel,
  type SymbolicTensor,
} from '@tensorflow/tfjs-layers';

/** A model that user code makes or loads. */
export type UserModel = LayersModel;

/** An input of a network that is still to be made. `shape` goes without the batch. */
export const symbolicInput = (shape: readonly number[]): SymbolicTensor =>
  input({ shape: [...shape] });

/** Loads a model from an address. Rejects with the error of TensorFlow.js. */
export const loadRemoteModel = (address: string): Promise<UserModel> => loadLayersModel(address);
