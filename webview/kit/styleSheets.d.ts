/** A style sheet, which the bundler writes beside the page's code. */
declare module '*.css';
