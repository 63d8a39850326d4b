import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import { Reply } from './reply.js';

/** Turns a `Reply` into status, `ETag` and `Location`. */
@Injectable()
export class ReplyInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      map((answer: unknown) => {
        if (!(answer instanceof Reply)) return answer;
        const response = context.switchToHttp().getResponse<FastifyReply>();
        const { etag, status, location } = answer.headers;
        if (etag !== undefined) void response.header('etag', `"${etag}"`);
        if (location !== undefined) void response.header('location', location);
        if (status !== undefined) void response.status(status);
        return answer.body as unknown;
      }),
    );
  }
}
