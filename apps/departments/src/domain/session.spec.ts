import { describe, expect, it } from 'vitest';
import { refreshOutcome, type SessionFacts } from './session.js';

const at = (hour: number) => new Date(Date.UTC(2022, 0, 1, hour));
const OPEN: SessionFacts = {
  startedAt: at(1),
  expiresAt: at(20),
  endedAt: null,
  tokenUsedAt: null,
  account: { disabled: false, sample: false, tokensValidFrom: at(0) },
};

describe('a refresh token', () => {
  it.each([
    ['was never issued', undefined, 'ENDED'],
    ['is the newest of an open session', OPEN, 'ROTATE'],
    ['was exchanged before', { ...OPEN, tokenUsedAt: at(2) }, 'REUSED'],
    ['belongs to a session that was ended', { ...OPEN, endedAt: at(2) }, 'ENDED'],
    ['was exchanged before the session was ended', { ...OPEN, endedAt: at(3), tokenUsedAt: at(2) }, 'ENDED'],
    ['belongs to a session that ran out this moment', { ...OPEN, expiresAt: at(5) }, 'ENDED'],
    ['belongs to a disabled account', { ...OPEN, account: { ...OPEN.account, disabled: true } }, 'ENDED'],
    ['is older than a revocation', { ...OPEN, account: { ...OPEN.account, tokensValidFrom: at(2) } }, 'ENDED'],
  ] as const)('that %s leads to its outcome', (_case, facts, outcome) =>
    expect(refreshOutcome(facts, { machineNow: at(5), sampleAllowed: true })).toBe(outcome),
  );

  it.each([
    ['still works where samples are allowed', true, 'ROTATE'],
    ['no longer works where they are not', false, 'ENDED'],
  ] as const)('of a sample account %s', (_case, sampleAllowed, outcome) => {
    const facts = { ...OPEN, account: { ...OPEN.account, sample: true } };
    expect(refreshOutcome(facts, { machineNow: at(5), sampleAllowed })).toBe(outcome);
  });
});
