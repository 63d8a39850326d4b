import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { addDemoClock } from './demo-clock/demo-clock.route.js';
import type { EdgeConfig } from './edge-environment.js';
import { MergedOpenApi } from './openapi/merged-openapi.js';
import { addApiPage } from './pages/api-page.js';
import { addStartPage } from './pages/start-page.js';
import { addRateLimits } from './rate-limits.js';
import { addSecurityHeaders } from './security-headers.js';
import type { Services } from './services.js';

/**
 * Makes an application the edge of the product: limits, security headers, the merged API document with its page, the
 * demonstration's clock, the start page. To be called before the application is initialised, because limits and headers
 * apply to routes that are added after them.
 */
export async function installEdge(app: NestFastifyApplication, services: Services, config: EdgeConfig): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  await addSecurityHeaders(fastify);
  await addRateLimits(fastify, config);
  await addApiPage(fastify, new MergedOpenApi(services));
  addStartPage(fastify);
  addDemoClock(fastify, services, config);
}
