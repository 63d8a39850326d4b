import { describe, expect, it } from 'vitest';
import { docx, DOCX_TYPE, p, tbl, tc, tr } from '../test/build/docx.js';
import { pdf } from '../test/build/pdf.js';
import { annexAsXlsx, asDocx } from '../test/build/sample.js';
import { zip } from '../test/build/zip.js';
import { readPaper, type PaperLimits, type RefusalCode } from './index.js';

const MEGABYTE = 2 ** 20;
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const page = { texts: [], isScanned: true };

const REFUSED: readonly (readonly [
  what: string,
  code: RefusalCode,
  bytes: Uint8Array,
  limits?: Partial<PaperLimits>,
])[] = [
  ['a file without content', 'PAPER.EMPTY', new Uint8Array()],
  ['a text of blanks', 'PAPER.EMPTY', utf8(' \n\t\n')],
  ['a .docx without text', 'PAPER.EMPTY', docx({ body: p(' ') })],
  ['a PDF without anything', 'PAPER.EMPTY', pdf([{ texts: [] }])],
  ['a file over the limit', 'PAPER.TOO_LARGE', new Uint8Array(21 * MEGABYTE)],
  ['an old .doc or .xls', 'PAPER.OLD_FORMAT', new Uint8Array([...OLE, ...Array.from({ length: 600 }, () => 0)])],
  ['RTF', 'PAPER.OLD_FORMAT', utf8('{\\rtf1\\ansi}')],
  [
    'a .docx behind a password, which is an OLE file',
    'PAPER.ENCRYPTED',
    new Uint8Array([...OLE, ...Buffer.alloc(504), ...Buffer.from('EncryptedPackage', 'utf16le')]),
  ],
  ['an archive with encrypted parts', 'PAPER.ENCRYPTED', zip([{ name: 'a', content: 'x', isEncrypted: true }])],
  ['a PDF behind a password', 'PAPER.ENCRYPTED', pdf([page], { isEncrypted: true })],
  [
    'a .docx with macros',
    'PAPER.MACROS',
    docx({ body: p('甲'), extra: [{ name: 'word/vbaProject.bin', content: 'x' }] }),
  ],
  [
    'a .docm under the name of a .docx',
    'PAPER.MACROS',
    docx({ body: p('甲'), mainType: 'application/vnd.ms-word.document.macroEnabled.main+xml' }),
  ],
  ['a scan', 'PAPER.SCANNED', pdf([page, page])],
  [
    'a scan with the mark of the program that made it',
    'PAPER.SCANNED',
    pdf([{ ...page, texts: [{ x: 400, y: 820, text: '由扫描程序创建', size: 8 }] }]),
  ],
  [
    'a PDF whose fonts do not tell their characters',
    'PAPER.SCANNED',
    pdf([{ texts: [{ x: 85, y: 100, text: '\ue000\ue001甲' }] }]),
  ],
  ['a photograph (.jpg)', 'PAPER.PICTURE', new Uint8Array([0xff, 0xd8, 0xff, 0xe0])],
  ['a picture of the screen (.png)', 'PAPER.PICTURE', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a])],
  ['a picture of a scanner (.tif)', 'PAPER.PICTURE', new Uint8Array([0x49, 0x49, 0x2a, 0x00])],
  ['a cut off .docx', 'PAPER.DAMAGED', asDocx().slice(0, 2_000)],
  ['a .docx whose XML is not closed', 'PAPER.DAMAGED', docx({ body: '<w:p>' })],
  ['a .docx that uses an entity of its own', 'PAPER.DAMAGED', docx({ body: '<w:p><w:r><w:t>&lol;</w:t></w:r></w:p>' })],
  [
    'a part that is there twice',
    'PAPER.DAMAGED',
    zip([
      { name: 'a', content: '' },
      { name: 'A', content: '' },
    ]),
  ],
  ['a PDF of which little is left', 'PAPER.DAMAGED', utf8('%PDF-1.7\n')],
  ['an archive of anything', 'PAPER.UNKNOWN_FORMAT', zip([{ name: 'a.txt', content: 'x' }])],
  ['OFD', 'PAPER.UNKNOWN_FORMAT', zip([{ name: 'OFD.xml', content: '<a/>' }])],
  [
    'slides',
    'PAPER.UNKNOWN_FORMAT',
    docx({ body: '', mainType: DOCX_TYPE.replace('wordprocessingml', 'presentationml') }),
  ],
  ['a program', 'PAPER.UNKNOWN_FORMAT', new Uint8Array(Array.from({ length: 4_096 }, (_, index) => (index * 7) % 256))],
  ['text longer than a paper', 'PAPER.TOO_LONG', utf8('甲'.repeat(1_000_001))],
  ['more pages than a paper', 'PAPER.TOO_LONG', pdf([page, page, page]), { pages: 2 }],
  ['more cells than a paper', 'PAPER.TOO_LONG', docx({ body: tbl(tr(tc('甲'), tc('乙'), tc('丙'))) }), { cells: 2 }],
  ['tables inside tables without end', 'PAPER.TOO_DEEP', docx({ body: '<w:tbl><w:tr><w:tc>'.repeat(300) })],
];

const codeOf = (bytes: Uint8Array, limits?: Partial<PaperLimits>) =>
  readPaper({ name: '方案', bytes }, { limits }).then(
    () => 'read',
    (error: { code: string }) => error.code,
  );

describe('what is not read', () => {
  it.each(REFUSED.map(([what, code, bytes, limits]) => ({ what, code, bytes, limits })))(
    'refuses $what as $code',
    async ({ code, bytes, limits }) => {
      expect(await codeOf(bytes, limits)).toBe(code);
    },
  );

  it('says what happened and what to do next', async () => {
    await expect(readPaper({ name: '方案.doc', bytes: new Uint8Array(OLE) })).rejects.toThrow(
      'The file is in the old format of Word, Excel or WPS. Open it, save it as .docx or .xlsx, and hand that in.',
    );
  });

  it('goes by the content of a file and not by its name', async () => {
    expect((await readPaper({ name: '台账.txt', bytes: annexAsXlsx() })).blocks).toHaveLength(2);
  });
});

describe('files made to exhaust their reader', () => {
  const blanks = Buffer.alloc(64 * MEGABYTE, ' ');

  it('refuses what says that it unpacks to more than the limit, before unpacking it', async () => {
    const bytes = zip([{ name: '[Content_Types].xml', content: '<Types/>', declaredSize: 201 * MEGABYTE }]);
    expect(await codeOf(bytes)).toBe('PAPER.UNPACKS_TOO_LARGE');
  });

  it('refuses a part that unpacks to more than it says, as soon as it does', async () => {
    const relations = { name: '_rels/.rels', content: blanks, declaredSize: 1_000 };
    const bytes = zip([{ name: '[Content_Types].xml', content: '<Types/>' }, relations]);
    const before = process.memoryUsage().rss;
    expect(await codeOf(bytes)).toBe('PAPER.DAMAGED');
    expect(process.memoryUsage().rss - before).toBeLessThan(32 * MEGABYTE);
  });

  it('counts what parts unpack to together', async () => {
    const content = `<w:styles xmlns:w="w">${' '.repeat(3 * MEGABYTE)}</w:styles>`;
    const bytes = docx({ body: p('甲'), styles: ' '.repeat(3 * MEGABYTE), numbering: content });
    expect(await codeOf(bytes, { unpackedBytes: 5 * MEGABYTE })).toBe('PAPER.UNPACKS_TOO_LARGE');
  });

  it('refuses an archive of thousands of files', async () => {
    const bytes = zip(Array.from({ length: 2_001 }, (_, index) => ({ name: `word/${index}.xml`, content: '' })));
    expect(await codeOf(bytes)).toBe('PAPER.UNPACKS_TOO_LARGE');
  });

  it('never unpacks what it does not read: pictures, archives inside the archive', async () => {
    const inner = zip([{ name: 'x', content: blanks }]);
    const extra = [
      { name: 'word/media/image1.bmp', content: blanks },
      { name: 'word/embeddings/inner.zip', content: inner },
    ];
    expect(await codeOf(docx({ body: p('甲'), extra }), { unpackedBytes: MEGABYTE })).toBe('read');
  });
});
