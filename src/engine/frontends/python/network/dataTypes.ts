/** Bytes of one entry by torch's name of its type; types of less than a byte are stored in one. */
const entryBytes: Readonly<Record<string, number>> = {
  bool: 1,
  uint8: 1,
  int8: 1,
  float8_e4m3fn: 1,
  float8_e5m2: 1,
  float16: 2,
  bfloat16: 2,
  int16: 2,
  float32: 4,
  int32: 4,
  complex32: 4,
  float64: 8,
  int64: 8,
  complex64: 8,
  complex128: 16,
};

const BYTES_OF_FLOAT32 = 4;

/** Bytes of one entry of a tensor; a type that is not known counts as a float32. */
export const bytesOfType = (dtype: string): number => entryBytes[dtype] ?? BYTES_OF_FLOAT32;
