import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import expected from '../demo/expected.json' with { type: 'json' };
import { runStory, type Outcome } from '../demo/story-run.js';
import { Journey } from './support/journey.js';
import { PASSWORDS } from './support/services.js';

describe('the sample plan from November 2021 to January 2023, without a broker', () => {
  let journey: Journey;
  let outcome: Outcome;

  beforeAll(async () => {
    journey = await Journey.open();
    const instance = { origin: await journey.run(), passwords: PASSWORDS };
    outcome = await runStory(instance, { reminded: () => {}, happened: () => {} });
  }, 300_000);

  afterAll(() => journey.close());

  it('sends the reminders that were worked out by hand, each on its day', () => {
    expect(outcome.reminders).toEqual(expected.reminders);
    expect(outcome.messages).toEqual(expected.messages);
  });

  it('moves exactly the reminders that the arrangement of 2023 touches', () => {
    expect(outcome.movedByCalendar).toEqual(expected.movedByCalendar);
  });

  it('counts signing and completion as worked out by hand', () => {
    expect(outcome.signing).toEqual(expected.signing);
    expect(outcome.completion).toEqual(expected.completion);
  });

  it('takes from the districts the points that were worked out by hand, each for its reason', () => {
    expect(outcome.scores).toEqual(expected.scores);
  });

  it('ends with the ledger and the cockpit by light as worked out by hand', () => {
    expect(outcome.ledger).toEqual(expected.ledger);
    expect(outcome.cockpit).toEqual(expected.cockpit);
  });
});
