import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import expected from '../demo/expected.json' with { type: 'json' };
import { newDataDirectory, removeDataDirectory, startInstance, type Instance } from '../demo/instance.js';
import { runStory } from '../demo/story-run.js';
import { BEGINNING } from './support/services.js';

describe('the sample plan from November 2021 to January 2023, through Apache Kafka', () => {
  let data: string;
  let cluster: Instance;

  beforeAll(async () => {
    data = await newDataDirectory();
    cluster = await startInstance('cluster', data, { DEMO_CLOCK: BEGINNING });
  }, 240_000);

  afterAll(async () => {
    await cluster?.stop();
    await removeDataDirectory(data);
  }, 60_000);

  it('comes out as worked out by hand, as it does without a broker', { timeout: 300_000 }, async () => {
    expect(await runStory(cluster, { reminded: () => {}, happened: () => {} })).toEqual(expected);
  });
});
