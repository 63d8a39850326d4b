import type { ServiceName } from '#platform';

/** A request that the edge itself sends to a service. */
export interface ServiceRequest {
  method: 'GET' | 'POST';
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

export interface ServiceAnswer {
  status: number;
  contentType: string;
  body: string;
}

/** How the edge reaches the services behind it: over the network, or inside its own process. */
export interface Services {
  /** @throws Error when the service does not answer */
  ask(service: ServiceName, request: ServiceRequest): Promise<ServiceAnswer>;
}
