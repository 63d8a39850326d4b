import { expect, it } from 'vitest';
import { mergeDocuments, type OpenApiDocument } from './merge-documents.js';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

function document(path: string, schemas: Record<string, Record<string, unknown>>, uses: string): OpenApiDocument {
  const content = { 'application/json': { schema: ref(uses) } };
  return { paths: { [path]: { get: { responses: { 200: { content } } } } }, components: { schemas } };
}

const usedAt = (merged: OpenApiDocument, path: string) =>
  /schemas\/(\w+)/.exec(JSON.stringify(merged.paths?.[path]))?.[1] ?? 'none';

const INFO = { title: 'all', version: '1' };

it('keeps one copy of what two services describe alike', () => {
  const schemas = { Role: { type: 'string' } };
  const documents = new Map([
    ['tasks', document('/a', schemas, 'Role')],
    ['departments', document('/b', schemas, 'Role')],
  ]);
  const merged = mergeDocuments(INFO, documents);
  expect(merged.components?.schemas).toEqual(schemas);
  expect(Object.keys(merged.paths ?? {})).toEqual(['/a', '/b']);
});

it('tells two different schemas of one name apart by the service, and each path refers to its own', () => {
  const documents = new Map([
    ['tasks', document('/a', { Unit: { type: 'string' } }, 'Unit')],
    ['departments', document('/b', { Unit: { type: 'object' } }, 'Unit')],
  ]);
  const merged = mergeDocuments(INFO, documents);
  expect(merged.components?.schemas).toEqual({ TasksUnit: { type: 'string' }, DepartmentsUnit: { type: 'object' } });
  expect([usedAt(merged, '/a'), usedAt(merged, '/b')]).toEqual(['TasksUnit', 'DepartmentsUnit']);
});

it('tells apart also what reads alike but refers to something different', () => {
  const Page = { type: 'array', items: ref('Unit') };
  const documents = new Map([
    ['tasks', document('/a', { Page, Unit: { type: 'string' } }, 'Page')],
    ['departments', document('/b', { Page, Unit: { type: 'object' } }, 'Page')],
  ]);
  const merged = mergeDocuments(INFO, documents);
  expect(merged.components?.schemas).toMatchObject({
    TasksPage: { items: ref('TasksUnit') },
    DepartmentsPage: { items: ref('DepartmentsUnit') },
  });
  expect(usedAt(merged, '/b')).toBe('DepartmentsPage');
});
