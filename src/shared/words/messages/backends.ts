/** Why a backend cannot run here. */
export const backendsMessages = {};
