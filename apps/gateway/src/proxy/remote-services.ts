import type { ServiceName } from '#platform';
import type { ServiceAnswer, ServiceRequest, Services } from '../edge/services.js';

export type Upstreams = Readonly<Record<ServiceName, string>>;

/** Services in processes of their own. */
export class RemoteServices implements Services {
  constructor(
    private readonly upstreams: Upstreams,
    private readonly timeoutSeconds: number,
  ) {}

  async ask(service: ServiceName, request: ServiceRequest): Promise<ServiceAnswer> {
    const response = await fetch(new URL(request.path, this.upstreams[service]), {
      method: request.method,
      signal: AbortSignal.timeout(this.timeoutSeconds * 1000),
      ...(request.headers && { headers: request.headers }),
      ...(request.body !== undefined && { body: request.body }),
    });
    return {
      status: response.status,
      contentType: response.headers.get('content-type') ?? '',
      body: await response.text(),
    };
  }
}
