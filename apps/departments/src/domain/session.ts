/** A session as the register has it: one sign-in on one machine, kept alive by refresh tokens of which each works once. */
export interface SessionFacts {
  endedAt: Date | null;
  expiresAt: Date;
  /** When the presented refresh token was exchanged; null for the newest of the session. */
  tokenUsedAt: Date | null;
  startedAt: Date;
  account: { disabled: boolean; sample: boolean; tokensValidFrom: Date };
}

/** ROTATE: give new tokens. REUSED: end the session, two hold the same token. ENDED: nothing to refresh. */
export type RefreshOutcome = 'ROTATE' | 'REUSED' | 'ENDED';

/** What presenting a refresh token leads to; `facts` is undefined for a token that was never issued. */
export function refreshOutcome(
  facts: SessionFacts | undefined,
  { machineNow, sampleAllowed }: { machineNow: Date; sampleAllowed: boolean },
): RefreshOutcome {
  if (!facts || facts.endedAt !== null || facts.expiresAt <= machineNow) return 'ENDED';
  if (facts.account.disabled || facts.startedAt < facts.account.tokensValidFrom) return 'ENDED';
  // A session may be older than the switch to production.
  if (facts.account.sample && !sampleAllowed) return 'ENDED';
  return facts.tokenUsedAt === null ? 'ROTATE' : 'REUSED';
}
