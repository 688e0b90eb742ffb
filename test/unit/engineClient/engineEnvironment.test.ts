import { expect, it } from 'vitest';
import { engineEnvironment } from '../../../src/engineClient/engineEnvironment';

const given = (names: string[], folders = {}): string[] =>
  Object.keys(engineEnvironment(Object.fromEntries(names.map((name) => [name, 'x'])), folders));

it('hands on what Node, TensorFlow and certificates need', () => {
  const needed = [
    'PATH',
    'Path',
    'TMPDIR',
    'LC_ALL',
    'TF_CPP_MIN_LOG_LEVEL',
    'TF_FORCE_GPU_ALLOW_GROWTH',
    'CUDA_VISIBLE_DEVICES',
    'LD_LIBRARY_PATH',
    'NODE_ICU_DATA',
    'NODE_EXTRA_CA_CERTS',
    'SSL_CERT_FILE',
  ];
  expect(given(needed)).toEqual([...needed, 'ELECTRON_RUN_AS_NODE']);
  const own = ['SKIPSCOPE_CACHE', 'SKIPSCOPE_PACKAGES', 'SKIPSCOPE_PYTHON_PACKAGES'];
  expect(given([], { packages: ['/a'], cache: '/b', pythonPackages: ['/c'] })).toEqual(
    expect.arrayContaining(own),
  );
});

it('keeps everything else, tokens first of all', () => {
  const kept = [
    'GITHUB_TOKEN',
    'AWS_SECRET_ACCESS_KEY',
    'HOME',
    'NODE_OPTIONS',
    'LD_PRELOAD',
    'NODE_PATH',
    'TF_API_TOKEN',
    'TF_VAR_password_of_database',
    'TF_TOKEN_app_terraform_io',
    'TF_CLI_ARGS',
    'TF_HTTP_PASSWORD',
    'CUDA_DOWNLOAD_KEY',
    'NVIDIA_API_KEY_2',
  ];
  expect(given(kept)).toEqual(['ELECTRON_RUN_AS_NODE']);
});
