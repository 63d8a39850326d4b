import { ConfigurationError } from '../config/load-config.js';
import { startProcess, type ProcessOptions } from './start-process.js';

/** How long a stop may take before the process gives up waiting. */
const STOP_SECONDS = 20;

/**
 * The body of a service's `main.ts`: starts it, tells a supervising parent that it is ready, and stops it on SIGTERM
 * or SIGINT. A start that fails says why in one message and ends with status 1.
 */
export async function runService(options: () => ProcessOptions): Promise<void> {
  try {
    const running = await startProcess(options());
    running.logger.info({ url: running.url }, 'ready');
    process.send?.({ ready: running.url });
    const end = (): void => {
      setTimeout(() => process.exit(1), STOP_SECONDS * 1000).unref();
      void running.stop().then(() => process.exit(0));
    };
    // `on`: a signal that comes twice, from a terminal and from what it started, must not find nobody and kill.
    process.on('SIGTERM', end).on('SIGINT', end).on('disconnect', end);
  } catch (error) {
    process.stderr.write(
      `${error instanceof ConfigurationError ? error.message : ((error as Error).stack ?? String(error))}\n`,
    );
    process.exit(1);
  }
}
