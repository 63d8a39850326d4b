import { newId, type Clock } from '#kernel';
import { traceparentFrom, type Cause } from '#platform';

/** What an installation does by itself: before anybody can sign in, or when nobody can any more. */
export function causedByInstallation(clock: Clock): Cause {
  return {
    caller: { accountId: 'installation' },
    now: clock.now(),
    correlationId: newId(),
    traceparent: traceparentFrom(undefined),
  };
}
