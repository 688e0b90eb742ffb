/** Why a model cannot be trained. */
export const trainingMessages = {};
