import { AsyncLocalStorage } from 'node:async_hooks';
import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

/** Injection token of the process's logger. */
export const LOGGER = Symbol('LOGGER');

interface Trace {
  correlationId: string;
  traceparent: string;
}

/** The request or event being worked on, so that every line says what it belongs to. */
export const currentTrace = new AsyncLocalStorage<Trace>();

/** Structured lines on standard output: time, level, service, trace and correlation ids. */
export function createLogger(service: string, level: string): Logger {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: ['req.headers.authorization', 'password', '*.password'],
    mixin: () => {
      const trace = currentTrace.getStore();
      return trace ? { correlationId: trace.correlationId, traceId: trace.traceparent.split('-')[1] } : {};
    },
  });
}

/** Nest's own messages through the same logger. Its start-up chatter is detail, not information. */
export function nestLogger(logger: Logger): LoggerService {
  const line =
    (write: (fields: object, message: string) => void) =>
    (message: unknown, ...rest: unknown[]) => {
      write(
        { context: rest.at(-1), ...(message instanceof Error && { err: message }) },
        message instanceof Error ? message.message : String(message),
      );
    };
  return {
    log: line(logger.debug.bind(logger)),
    error: line(logger.error.bind(logger)),
    warn: line(logger.warn.bind(logger)),
    debug: line(logger.debug.bind(logger)),
    verbose: line(logger.trace.bind(logger)),
    fatal: line(logger.fatal.bind(logger)),
  };
}
