import type { Server } from 'node:http';
import { newId } from '#kernel';
import { loadConfig, ServiceName, startProcess, type RunningProcess } from '#platform';
import { createSigningKeys, freePort, type SigningKeys } from '#testing';
import { GatewayEnvironment } from '../../src/config.js';
import { GatewayModule, installGateway } from '../../src/gateway.module.js';
import { Upstream } from './upstream.js';

/** The gateway listening on a port, with real services behind it or, where `without` says so, nothing. */
export class GatewayUnderTest {
  private constructor(
    private readonly running: RunningProcess,
    readonly keys: SigningKeys,
    readonly upstreams: Readonly<Record<ServiceName, Upstream>>,
  ) {}

  static async start(environment: Record<string, string> = {}, without?: ServiceName): Promise<GatewayUnderTest> {
    const keys = await createSigningKeys();
    const started = await Promise.all(ServiceName.options.map(async (name) => [name, await Upstream.start()] as const));
    const upstreams = Object.fromEntries(started) as Record<ServiceName, Upstream>;
    if (without) await upstreams[without].stop();
    const urls = started.map(([name, { url }]) => [`${name.toUpperCase()}_URL`, url]);
    const config = loadConfig(GatewayEnvironment, {
      NODE_ENV: 'test',
      LOG_LEVEL: 'fatal',
      PORT: String(await freePort()),
      JWT_PUBLIC_KEY_FILE: keys.publicKeyFile,
      ...Object.fromEntries(urls),
      ...environment,
    });
    const running = await startProcess({
      name: 'gateway',
      config,
      modules: [{ module: GatewayModule }],
      extend: (app) => installGateway(app, config),
    });
    return new GatewayUnderTest(running, keys, upstreams);
  }

  get url(): string {
    return this.running.url;
  }

  fetch(path: string, init?: RequestInit): Promise<Response> {
    return fetch(new URL(path, this.running.url), init);
  }

  /** Sends a request with a valid token of some account. */
  async signed(
    path: string,
    { headers, ...init }: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const authorization = `Bearer ${await this.keys.tokenOf(newId())}`;
    return this.fetch(path, { ...init, headers: { authorization, ...headers } });
  }

  /** Changes the time in which a whole request must arrive, or a test would wait for it; answers what it was before. */
  giveUpRequestsAfter(milliseconds: number): { headersTimeout: number; requestTimeout: number } {
    const server: Server = this.running.app.getHttpServer();
    const { headersTimeout, requestTimeout } = server;
    Object.assign(server, { headersTimeout: milliseconds, requestTimeout: milliseconds });
    return { headersTimeout, requestTimeout };
  }

  async stop(): Promise<void> {
    await this.running.stop();
    await Promise.all(Object.values(this.upstreams).map((upstream) => upstream.stop()));
  }
}
