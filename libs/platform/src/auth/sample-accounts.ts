/** Injection token: whether accounts of a demonstration are let in, see `ALLOW_SAMPLE_ACCOUNTS`. */
export const SAMPLE_ACCOUNTS_ALLOWED = Symbol('SAMPLE_ACCOUNTS_ALLOWED');
