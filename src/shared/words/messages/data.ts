/** Why data cannot be used. */
export const dataMessages = {};
