/** What stands in the way of a definition in JavaScript or TypeScript. */
export const javascriptMessages = {};
