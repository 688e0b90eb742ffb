/** Why a quantity is absent from a report. */
export const notMeasuredMessages = {};
