// A reporter of vitest that writes the tests which passed at a second try only, each with the message of the first, into the file
// that SKIPSCOPE_TEST_TRIES names.
import { writeFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

export default class SecondTries {
  #tries = [];

  onTestCaseResult(test) {
    if (!test.diagnostic()?.flaky) return;
    const [error] = test.result().errors ?? [];
    const message = stripVTControlCharacters(error?.message ?? '').split('\n')[0];
    this.#tries.push(`${test.module.relativeModuleId}: ${test.fullName}: ${message}`);
  }

  onTestRunEnd() {
    writeFileSync(process.env.SKIPSCOPE_TEST_TRIES, JSON.stringify(this.#tries));
  }
}
