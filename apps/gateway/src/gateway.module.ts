import { readFile } from 'node:fs/promises';
import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { TokenVerifier, type ServiceName } from '#platform';
import type { GatewayConfig } from './config.js';
import { installEdge } from './edge/install-edge.js';
import { addProxy } from './proxy/proxy.js';
import { RemoteServices } from './proxy/remote-services.js';

/** The gateway's process: it owns nothing, so it has no providers; its routes are the edge and the proxy. */
@Module({})
export class GatewayModule {}

/** Makes `app` the edge in front of services in other processes. */
export async function installGateway(app: NestFastifyApplication, config: GatewayConfig): Promise<void> {
  const upstreams: Record<ServiceName, string> = {
    departments: config.DEPARTMENTS_URL,
    tasks: config.TASKS_URL,
    assessment: config.ASSESSMENT_URL,
    notifications: config.NOTIFICATIONS_URL,
  };
  const timeoutSeconds = config.UPSTREAM_TIMEOUT_SECONDS;
  await installEdge(app, new RemoteServices(upstreams, timeoutSeconds), config);
  const verifier = await TokenVerifier.fromPem(await readFile(config.JWT_PUBLIC_KEY_FILE, 'utf8'));
  const fastify = app.getHttpAdapter().getInstance();
  await addProxy(fastify, { upstreams, verifier, timeoutSeconds });
}
