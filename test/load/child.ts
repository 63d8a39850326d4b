import { fork } from 'node:child_process';
import { once } from 'node:events';

/** A program of the bench in a process of its own. */
export interface Child {
  /** What it said when it was ready. */
  ready: string;
  pid: number;
  stop(): Promise<void>;
}

/**
 * Starts a program that sends `{ ready }` and ends when its channel closes.
 * @throws Error when it ends before; it has said why on standard error
 */
export async function startChild(
  program: string,
  environment: Record<string, string>,
  args: readonly string[] = [],
): Promise<Child> {
  const child = fork(program, args, { env: { ...process.env, ...environment } });
  const ended = once(child, 'exit').then(([status]) => {
    throw new Error(`${program} ended with status ${String(status)} before it was ready.`);
  });
  const [{ ready }] = (await Promise.race([once(child, 'message'), ended])) as [{ ready: string }];
  return {
    ready,
    pid: child.pid as number,
    stop: async () => {
      const exit = ended.catch(() => undefined);
      if (child.connected) child.disconnect();
      await exit;
    },
  };
}
