/** Tells the test that this process has come to a point of its race, and stays there until it is killed. */
export function stopAt(point: string): Promise<never> {
  process.stdout.write(`${point}\n`);
  return new Promise(() => setInterval(() => undefined, 60_000));
}
