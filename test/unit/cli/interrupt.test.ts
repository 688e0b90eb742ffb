import { expect, it } from 'vitest';
import { Interrupt } from '../../../src/cli/terminal/interrupt';

it('takes Ctrl-C while it does work that can be cancelled, and leaves it to the system before and after', async () => {
  const interrupt = new Interrupt();
  const before = process.listenerCount('SIGINT');
  const work = interrupt.during(
    () =>
      new Promise<string>((resolve) => {
        interrupt.signal.addEventListener('abort', () => resolve('cleaned up'));
      }),
  );
  expect(process.listenerCount('SIGINT')).toBe(before + 1);
  expect(interrupt.signal.aborted).toBe(false);
  process.emit('SIGINT');
  expect(await work).toBe('cleaned up');
  expect(process.listenerCount('SIGINT')).toBe(before);
});

it('leaves Ctrl-C to the system after work that fails', async () => {
  const before = process.listenerCount('SIGINT');
  await expect(new Interrupt().during(() => Promise.reject(new Error('x')))).rejects.toThrow('x');
  expect(process.listenerCount('SIGINT')).toBe(before);
});
