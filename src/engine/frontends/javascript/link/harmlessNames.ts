/** Names that user code gets as they are: the language itself, and modules that only compute. */
const harmless = new Set(
  `undefined NaN Infinity arguments eval Object Function Array String Number Boolean Symbol BigInt Math Date
  RegExp Promise Proxy Reflect Map Set WeakMap WeakSet WeakRef Error TypeError RangeError SyntaxError EvalError
  ReferenceError URIError AggregateError ArrayBuffer SharedArrayBuffer DataView Atomics Int8Array Uint8Array
  Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array BigInt64Array
  BigUint64Array Intl parseInt parseFloat isNaN isFinite encodeURIComponent decodeURIComponent encodeURI decodeURI
  escape unescape structuredClone queueMicrotask TextEncoder TextDecoder URL URLSearchParams AbortController
  AbortSignal performance atob btoa Buffer clearTimeout clearInterval clearImmediate`.split(/\s+/),
);

export const isHarmless = (name: string): boolean => harmless.has(name);
