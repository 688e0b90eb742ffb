/** Why a job ended without a result. */
export const jobsMessages = {};
