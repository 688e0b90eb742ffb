import { packagePlaces } from '../../src/engine/tfjs/backends/native/packages';
import { backendNames } from '../../src/shared/protocol/inspectRequest';
import type { BackendName } from '../../src/shared/report/report';

const asked = process.env['SKIPSCOPE_TEST_BACKEND'] ?? 'wasm';

/** The backend of the engine's tests; `npm test` repeats them on each better backend that works here. */
export const testBackend: BackendName = backendNames.find((name) => name === asked) ?? 'wasm';

/** Folders that hold the packages of that backend. */
export const testPackages: readonly string[] = packagePlaces();

/** On which the gradients are compared with differences and with PyTorch: `cpu` comes with the first run. */
export const comparedBackends: readonly BackendName[] =
  testBackend === 'wasm' ? ['wasm', 'cpu'] : [testBackend];

/** A memory ceiling in megabytes that a small model keeps below: TensorFlow's own library alone takes half a gigabyte. */
export const lowCeiling = testBackend === 'wasm' ? 450 : 1200;
