import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import { problemOf } from './problem.js';
import type { PlatformRequest } from './request.js';

/** Every refusal and every failure leaves as RFC 9457 problem details. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<PlatformRequest>();
    const response = host.switchToHttp().getResponse<FastifyReply>();
    const body = problemOf(error);
    if (body.status >= 500) this.logger.error({ err: error, code: body.code, url: request.url }, 'request failed');
    if (body.status === 503) void response.header('retry-after', '1');
    if (body.status === 401) void response.header('www-authenticate', 'Bearer');
    const traceId = request.traceparent?.split('-')[1];
    void response
      .status(body.status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .send({ ...body, instance: request.url, ...(traceId && { traceId }) });
  }
}
