import type { DomainError } from '#kernel';

const UNIQUE_VIOLATION = '23505';

/** Runs `write`; where the row breaks `constraint`, throws what `refusal` gives instead of the driver's error. */
export async function refusingDuplicates<T>(
  constraint: string,
  refusal: () => DomainError,
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (violates(error, constraint)) throw refusal();
    throw error;
  }
}

/** Whether the driver's error says that a row breaks the unique `constraint`. */
export function violates(error: unknown, constraint: string): boolean {
  const failure = error as { code?: string; constraint?: string };
  return failure.code === UNIQUE_VIOLATION && failure.constraint === constraint;
}
