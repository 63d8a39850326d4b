import { randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ServiceName } from '#platform';
import type { ServiceAnswer, ServiceRequest, Services } from './services.js';

/** Header by which the edge knows its own requests; its value is a secret of the process, so nobody else can send it. */
export const OWN_REQUEST = { name: 'x-lianban-own-request', value: randomUUID() } as const;

/** Services in the edge's own process, asked through the whole HTTP pipeline but without a socket. */
export class LocalServices implements Services {
  constructor(private readonly app: NestFastifyApplication) {}

  async ask(_service: ServiceName, request: ServiceRequest): Promise<ServiceAnswer> {
    const answer = await this.app.inject({
      method: request.method,
      url: request.path,
      headers: { ...request.headers, [OWN_REQUEST.name]: OWN_REQUEST.value },
      ...(request.body !== undefined && { payload: request.body }),
    });
    return { status: answer.statusCode, contentType: String(answer.headers['content-type'] ?? ''), body: answer.body };
  }
}
