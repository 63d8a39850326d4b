import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { docx, p } from '../../../libs/papers/test/build/docx.js';
import { zip } from '../../../libs/papers/test/build/zip.js';
import { Tasks, type Cast } from './support/tasks.js';

const MEGABYTE = 1024 * 1024;

let tasks: Tasks;
let cast: Cast;

beforeAll(async () => {
  tasks = await Tasks.start();
  cast = await tasks.cast();
});
afterAll(() => tasks.stop());

const handIn = (fileName: string, body: Uint8Array, as = cast.coordinator) =>
  tasks.service.request('POST', `/api/tasks/drafts?fileName=${encodeURIComponent(fileName)}`, {
    as,
    body: Buffer.from(body),
    headers: { 'content-type': 'application/octet-stream' },
  });

/** Rows of drafts, files and events: what a refused file must not add to. */
async function stored(): Promise<unknown> {
  const { rows } = await tasks.service.database.query(
    `SELECT (SELECT count(*) FROM draft) AS drafts, (SELECT count(*) FROM draft_file) AS files,
      (SELECT count(*) FROM event_log) AS events`,
  );
  return rows[0];
}

const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const PROTECTED = Buffer.concat([OLE, Buffer.alloc(504), Buffer.from('EncryptedPackage', 'utf16le')]);
const MACROS = [{ name: 'word/vbaProject.bin', content: 'x' }];
const BOMB = [
  { name: '[Content_Types].xml', content: '<Types/>' },
  { name: 'word/document.xml', content: 'x', declaredSize: 3_000 * MEGABYTE },
];

const REFUSED: readonly (readonly [what: string, fileName: string, code: string, says: string, bytes: Uint8Array])[] = [
  ['a picture of the screen', '方案.png', 'PAPER.PICTURE', 'is a picture', Buffer.from('89504e470d0a1a0a', 'hex')],
  ['a photograph under the name of a PDF', '方案.pdf', 'PAPER.PICTURE', 'is a picture', Buffer.from('ffd8ffe0', 'hex')],
  ['a .docm', '方案.docm', 'PAPER.MACROS', 'without macros', docx({ body: p('甲'), extra: MACROS })],
  ['a .docx behind a password', '方案.docx', 'PAPER.ENCRYPTED', 'Remove the password', PROTECTED],
  [
    'an encrypted archive',
    '方案.docx',
    'PAPER.ENCRYPTED',
    'Remove the password',
    zip([{ name: 'a', content: 'x', isEncrypted: true }]),
  ],
  ['an old .doc', '方案.doc', 'PAPER.OLD_FORMAT', 'save it as .docx', Buffer.concat([OLE, Buffer.alloc(600)])],
  ['an archive that unpacks to gigabytes', '方案.docx', 'PAPER.UNPACKS_TOO_LARGE', 'unpacks to', zip(BOMB)],
  ['a cut off .docx', '方案.docx', 'PAPER.DAMAGED', 'is damaged', docx({ body: p('甲') }).slice(0, 400)],
];

describe('a file that is no paper', () => {
  it.each(REFUSED)(
    '%s is answered with what to do, and nothing of it is kept',
    async (_, fileName, code, says, bytes) => {
      const before = await stored();
      const answer = await handIn(fileName, bytes);
      expect(answer).toMatchObject({ status: 400, body: { code, detail: expect.stringContaining(says) as string } });
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(await stored()).toEqual(before);
    },
  );

  it('is nobody’s business before he may hand in papers at all', async () => {
    const liaison = await tasks.service.appoint(cast.districts[0]!, 'LIAISON_OFFICER');
    const answer = await handIn('方案.png', Buffer.from('89504e470d0a1a0a', 'hex'), liaison);
    expect(answer).toMatchObject({ status: 403, body: { code: 'DRAFT.NOT_YOURS' } });
  });
});

describe('an archive that lies about what it unpacks to', () => {
  it('is ended where it goes over its word, leaves its draft unreadable and empty, and takes no memory of the service', async () => {
    const content = Buffer.alloc(128 * MEGABYTE, ' ');
    const bytes = zip([
      { name: '[Content_Types].xml', content: '<Types/>' },
      { name: '_rels/.rels', content, declaredSize: 1_000 },
    ]);
    const before = process.memoryUsage().rss;
    const { status, body } = await handIn('方案.docx', bytes);
    await tasks.service.settle();
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * MEGABYTE);
    expect(status).toBe(201);
    const draft = await tasks.must(cast.coordinator, 'GET', `/drafts/${body.draftId}`);
    expect(draft).toMatchObject({
      phase: 'UNREADABLE',
      refusal: { code: 'PAPER.DAMAGED', message: expect.any(String) as string },
      tasks: 0,
      sentences: 0,
      proposed: [],
    });
  });
});
