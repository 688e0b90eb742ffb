import { expect, it } from 'vitest';
import type { ExperimentOffer } from '../../../../src/shared/experiment/offer';
import { openStore } from '../../../../webview/experiments/state/panelState';

const refused = { experiment: 'paths', refusal: 'no merge' } as unknown as ExperimentOffer;
const possible = { experiment: 'shattering' } as unknown as ExperimentOffer;

it('the first experiment that makes sense is chosen, until somebody picks one', () => {
  const store = openStore();
  store.dispatch({ type: 'offers', offers: [refused] });
  expect(store.get().chosen).toBe('paths');
  store.dispatch({ type: 'offers', offers: [refused, possible] });
  expect(store.get().chosen).toBe('shattering');
  store.dispatch({ type: 'chosen', experiment: 'paths' });
  store.dispatch({ type: 'offers', offers: [refused, possible] });
  expect(store.get().chosen).toBe('paths');
});
