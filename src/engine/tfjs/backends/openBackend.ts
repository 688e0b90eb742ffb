// The whole of TensorFlow.js: its plain JavaScript backend comes with it.
import { getBackend, setBackend, version as libraryVersion } from '@tensorflow/tfjs';
import { toFailureInfo } from '../../../shared/base/failures';
import type { Message } from '../../../shared/base/message';
import type { Framework } from '../../../shared/model/framework';
import { asWritten } from '../../../shared/report/asWritten';
import type { BackendStatus } from '../../../shared/protocol/inspectRequest';
import type { BackendName, Runtime, TriedBackend } from '../../../shared/report/report';
import { message } from '../../../shared/words/message';
import { cpu } from './cpu';
import { registerGradients } from './gradients/registerGradients';
import { tensorflow, tensorflowGpu } from './native/tensorflow';
import { packagePlaces } from './native/packages';
import { webgpu } from './native/webgpu';
import { unavailable, type Rung } from './ladder/rung';
import { wasm } from './wasm';

/** Best first. */
const ladder: readonly Rung[] = [tensorflowGpu, webgpu, tensorflow, wasm, cpu];

/** The backends that `auto` never chooses: `cpu` is two orders of magnitude slower. */
const byNameOnly: readonly BackendName[] = ['cpu'];

let opened: Runtime | undefined;

/** The backend that was opened last, as the runtime of a model that is written in a framework. */
export function runtimeFor(framework: Framework): Runtime {
  if (!opened) throw new Error('no backend is open');
  return { ...opened, framework };
}

/**
 * Opens the best backend that works here, or exactly the one that is asked for.
 * @param places folders whose `node_modules` may hold TensorFlow packages, best first
 * @throws Failure `backend-unavailable` with the reason
 */
export async function openBackend(
  wanted: BackendName | 'auto',
  places: readonly string[] = packagePlaces(),
): Promise<Runtime> {
  registerGradients();
  const rungs = ladder.filter(({ name }) =>
    wanted === 'auto' ? !byNameOnly.includes(name) : name === wanted,
  );
  const tried: TriedBackend[] = [];
  for (const rung of rungs) {
    const status = await tryRung(rung, places);
    if (status.available) {
      const { version, device } = status;
      const library = 'TensorFlow.js';
      opened = { framework: 'tfjs', library, version, backend: rung.name, device, tried };
      return opened;
    }
    tried.push({ name: rung.name, reason: status.reason });
  }
  throw unavailable(message('backends.unavailable', { reason: joined(tried) }));
}

/**
 * The device of each rung, or the reason that it cannot run, best first. The current backend is unchanged.
 */
export async function backendStatuses(
  places: readonly string[] = packagePlaces(),
): Promise<BackendStatus[]> {
  const current = getBackend();
  const statuses: BackendStatus[] = [];
  for (const rung of ladder) statuses.push(await tryRung(rung, places));
  if (current) await setBackend(current);
  return statuses;
}

async function tryRung(rung: Rung, places: readonly string[]): Promise<BackendStatus> {
  const { name } = rung;
  try {
    const device = await rung.open(places);
    return { name, available: true, device, version: libraryVersion.tfjs };
  } catch (error) {
    return { name, available: false, reason: reasonOf(error) };
  }
}

function reasonOf(error: unknown): Message {
  const { detail } = toFailureInfo(error);
  return typeof detail === 'string' ? asWritten(detail) : detail;
}

/** The reasons one after the other. */
const joined = (tried: readonly TriedBackend[]): Message =>
  tried
    .map(({ reason }) => reason)
    .reduce((first, second) => message('backends.two-reasons', { first, second }));
