import * as l10n from '@vscode/l10n';
import { afterAll, describe, expect, it } from 'vitest';
import { message } from '../../../src/shared/words/message';
import { whyUnavailable } from '../../../src/shared/words/remedies';

const gpu = (code: 'backends.no-cuda-device' | 'backends.not-installed') =>
  whyUnavailable({ name: 'tensorflow-gpu', reason: message(code, { package: 'gpu' }) }, 'SETUP');

describe('why a backend cannot run', () => {
  afterAll(() => l10n.config({ contents: {} }));

  it('comes with the way to a package, not with one to a device', () => {
    expect(gpu('backends.not-installed')).toBe('gpu is not installed. With an NVIDIA GPU: SETUP.');
    expect(gpu('backends.no-cuda-device')).toBe('gpu found no CUDA device.');
  });

  it('does so in a language that nobody speaks', () => {
    l10n.config({
      contents: {
        '{package} found no CUDA device.': 'Zu {package} tof zir.',
        '{package} is not installed.': 'Found no {package}.',
        'With an NVIDIA GPU: {0}.': 'Ka NVIDIA: {0}.',
      },
    });
    expect(gpu('backends.not-installed')).toBe('Found no gpu. Ka NVIDIA: SETUP.');
    expect(gpu('backends.no-cuda-device')).toBe('Zu gpu tof zir.');
  });
});
