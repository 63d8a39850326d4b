import { refusalOf, type DepartmentsErrorCode } from '../domain/errors.js';

const UNIQUE_VIOLATION = '23505';

/** Runs `write`; where the row breaks `constraint`, throws the refusal `code` instead of the driver's error. */
export async function refusingDuplicates<T>(
  constraint: string,
  code: DepartmentsErrorCode,
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const failure = error as { code?: string; constraint?: string };
    if (failure.code === UNIQUE_VIOLATION && failure.constraint === constraint) throw refusalOf(code);
    throw error;
  }
}
