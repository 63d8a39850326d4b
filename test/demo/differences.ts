/** Every place where `actual` is not what was worked out, one line each; empty when they are the same. */
export function differences(expected: unknown, actual: unknown, at = ''): string[] {
  if (isContainer(expected) && isContainer(actual) && Array.isArray(expected) === Array.isArray(actual)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return [...keys].flatMap((key) => differences(expected[key], actual[key], at === '' ? key : `${at}.${key}`));
  }
  if (Object.is(expected, actual)) return [];
  return [`${at}: worked out ${JSON.stringify(expected)}, happened ${JSON.stringify(actual)}`];
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
