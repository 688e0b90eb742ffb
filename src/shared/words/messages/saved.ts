/** What stands in the way of a saved model. */
export const savedMessages = {};
