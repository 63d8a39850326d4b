import path from 'node:path';
import { createRequire } from 'node:module';
import staticFiles from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { MergedOpenApi } from '../openapi/merged-openapi.js';

/** What the page needs of the package; nothing else of it is served. */
const ASSETS = new Set(['/swagger-ui.css', '/swagger-ui-bundle.js', '/favicon-32x32.png']);

const PAGE = `<!doctype html>
<html lang="zh-CN">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>联办 — API</title>
  <link rel="stylesheet" href="/api/docs/assets/swagger-ui.css">
  <link rel="icon" href="/api/docs/assets/favicon-32x32.png">
</head>
<body>
  <main id="api"></main>
  <script src="/api/docs/assets/swagger-ui-bundle.js"></script>
  <script src="/api/docs/start.js"></script>
</body>
</html>
`;

/** A file of its own, because the content security policy runs no script that stands inside a page. */
const START = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#api', deepLinking: true, tryItOutEnabled: false, validatorUrl: null });
`;

/** The merged document at `/api/openapi.json` and a page to browse it at `/api/docs`; everything from this origin. */
export async function addApiPage(fastify: FastifyInstance, openApi: MergedOpenApi): Promise<void> {
  const root = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  await fastify.register(staticFiles, {
    root,
    prefix: '/api/docs/assets/',
    index: false,
    decorateReply: false,
    allowedPath: (file) => ASSETS.has(file),
  });
  fastify.get('/api/openapi.json', () => openApi.read());
  fastify.get('/api/docs', (_, reply) => reply.type('text/html; charset=utf-8').send(PAGE));
  fastify.get('/api/docs/', (_, reply) => reply.redirect('/api/docs'));
  fastify.get('/api/docs/start.js', (_, reply) => reply.type('text/javascript; charset=utf-8').send(START));
}
