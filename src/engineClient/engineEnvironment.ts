import { delimiter } from 'node:path';
import { PYTHON_PACKAGES, PYTHON_ROUTE } from '../shared/protocol/engineProcess';

/** Variables that Node, native libraries and TensorFlow read; all others, tokens included, stay with the host. */
const needed = [
  /^(?:PATH|TMPDIR|TEMP|TMP|LANG|LANGUAGE|TZ|SYSTEMROOT|WINDIR|COMSPEC|NUMBER_OF_PROCESSORS)$/i,
  /^(?:LC|TF|TFJS|OMP|KMP|MKL|OPENBLAS|CUDA|NVIDIA|CUDNN|XLA|DNNL|ONEDNN)_/,
  /^(?:LD|DYLD)_(?:FALLBACK_)?LIBRARY_PATH$/,
  /^(?:NODE_)?ICU_DATA$/,
  /^(?:NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|SSL_CERT_DIR)$/,
];
/** Variables of Terraform and of TensorFlow's hosts that share these prefixes. */
const secret =
  /(?:TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|KEY)(?:_|$)|^TF_(?:VAR|TOKEN|CLI|HTTP|CLOUD)_/i;

interface EngineFolders {
  readonly packages?: readonly string[] | undefined;
  readonly cache?: string | undefined;
  /** Of definitions in Python, where the engine has a helper. */
  readonly route?: string | undefined;
  /** Of Python packages in source. */
  readonly pythonPackages?: readonly string[] | undefined;
}

/** The environment of an engine: model code can read all of it. */
export function engineEnvironment(
  host: NodeJS.ProcessEnv,
  { packages, cache, route, pythonPackages = [] }: EngineFolders,
): NodeJS.ProcessEnv {
  const names = Object.keys(host).filter(
    (name) => needed.some((each) => each.test(name)) && !secret.test(name),
  );
  return {
    ...Object.fromEntries(names.map((name) => [name, host[name]])),
    // In the editor `process.execPath` is Electron; this makes it behave as Node.
    ELECTRON_RUN_AS_NODE: '1',
    ...(cache !== undefined && { SKIPSCOPE_CACHE: cache }),
    ...(route !== undefined && { [PYTHON_ROUTE]: route }),
    ...(pythonPackages.length > 0 && { [PYTHON_PACKAGES]: pythonPackages.join(delimiter) }),
    ...(packages && { SKIPSCOPE_PACKAGES: packages.join(delimiter) }),
  };
}
