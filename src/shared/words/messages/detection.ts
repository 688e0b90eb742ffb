/** What is wrong with a text or with what a workspace keeps. */
export const detectionMessages = {};
