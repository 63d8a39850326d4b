/** What must be there by the rules of the event path; throws an error that names it when it is not. */
export function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`Missing although the event path keeps it: ${what}.`);
  return value;
}
