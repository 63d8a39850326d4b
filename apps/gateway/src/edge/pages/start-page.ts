import type { FastifyInstance } from 'fastify';

const PAGE = `<!doctype html>
<html lang="zh-CN">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>联办 Lianban</title>
  <style>body{font:16px/1.7 system-ui,sans-serif;max-width:42rem;margin:4rem auto;padding:0 1rem}code{background:#eee;padding:0 .3em}</style>
</head>
<body>
  <h1>联办</h1>
  <p>行动方案分解为任务，多部门共同办理；签收、反馈、催办、考核，每一分都有出处。</p>
  <p lang="en">Plans issued by leading groups, carried out together by many departments, as one dependable workflow.</p>
  <ul>
    <li><a href="/api/docs">接口页 — the API, to browse</a> (<a href="/api/openapi.json">OpenAPI 3.1</a>)</li>
    <li><a href="/health/ready">运行状态 — is everything up</a></li>
    <li>登录 — sign in: <code>POST /api/departments/sessions</code></li>
  </ul>
  <p>示例账号与口令在启动时打印；带 <code>curl</code> 的导览见 <code>README.zh.md</code>。<br>
  <span lang="en">Sample accounts and their password are printed at start; the guided tour with <code>curl</code> is in <code>README.md</code>.</span></p>
</body>
</html>
`;

/** The product's page: where to go from here. */
export function addStartPage(fastify: FastifyInstance): void {
  fastify.get('/', (_, reply) => reply.type('text/html; charset=utf-8').send(PAGE));
}
