/** What the gateway lets through without a token; the service behind decides everything else. */
export const PUBLIC_ROUTES = [
  { method: 'POST', path: '/api/departments/sessions' },
  { method: 'POST', path: '/api/departments/sessions/refresh' },
  { method: 'POST', path: '/api/departments/sessions/sign-out' },
] as const satisfies readonly { method: string; path: string }[];

export function isPublic(method: string, url: string): boolean {
  const [path] = url.split('?', 1);
  return PUBLIC_ROUTES.some((route) => route.method === method && route.path === path);
}
