import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { endpoint, type EndpointDeclaration } from '../http/endpoint.js';
import { openApiDocument } from './openapi-document.js';

const command = { method: 'POST', path: '/api/things', summary: '', tag: '', response: z.object({}) } as const;

function statusesOf(declaration: EndpointDeclaration): string[] {
  const document = openApiDocument([endpoint(declaration)], { title: '', version: '' }) as {
    paths: Record<string, { post: { responses: object } }>;
  };
  return Object.values(document.paths).flatMap(({ post }) => Object.keys(post.responses));
}

describe('the document of an endpoint names 404', () => {
  it('where the address names something', () => {
    const path = '/api/things/:thingId';
    expect(statusesOf({ ...command, path, params: z.object({ thingId: z.string() }) })).toContain('404');
  });

  it('where the body names something', () => {
    expect(statusesOf({ ...command, problems: ['THING.NAME_TAKEN', 'SCHEME.NOT_FOUND'] })).toContain('404');
  });

  it('and nowhere else', () => {
    expect(statusesOf({ ...command, problems: ['THING.NAME_TAKEN'] })).not.toContain('404');
  });
});
