import { expect, it } from 'vitest';
import { measurePlan } from '../../../../../src/engine/probe/plan/measurePlan';
import { thresholdsWith } from '../../../../../src/shared/report/thresholds';
import { layerId } from '../../../../../src/shared/network/network';
import { describedRecording } from '../../../../support/recordings';

it('units are the entries of the axis that holds the channels', () => {
  const { description } = describedRecording('resnet18');
  const plan = measurePlan(description, { items: [] }, thresholdsWith({}));
  expect(plan.watched.get(layerId('layer1.0.relu'))).toMatchObject({
    curve: 'rectifier',
    channelAxis: 1,
  });
});
