/** Injection token of the name of the service that a provider belongs to. */
export const SERVICE = Symbol('SERVICE');
