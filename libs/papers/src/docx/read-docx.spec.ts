import { describe, expect, it } from 'vitest';
import { docx, listed, numbering, p, run, tbl, tc, tr, type DocxParts } from '../../test/build/docx.js';
import { readPaper } from '../index.js';

const read = (parts: DocxParts) => readPaper({ name: '方案.docx', bytes: docx(parts) });
const linesOf = async (parts: DocxParts) =>
  (await read(parts)).blocks.map((block) =>
    block.kind === 'paragraph' ? `${block.numbering ?? ''}${block.text}` : block.rows.map(({ cells }) => cells),
  );

describe('paragraphs', () => {
  it('keeps tabs as spaces and line breaks as lines', async () => {
    const body = p(
      '<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>',
      '<w:tabs><w:tab w:pos="1"/></w:tabs>',
    );
    expect(await linesOf({ body })).toEqual(['甲 乙\n丙']);
  });

  it('leaves out hidden text, commands of fields and the reading of a word', async () => {
    const hidden = '<w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r>';
    const field = '<w:r><w:instrText>PAGEREF</w:instrText></w:r>';
    const ruby =
      '<w:ruby><w:rt><w:r><w:t>yin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>音</w:t></w:r></w:rubyBase></w:ruby>';
    expect(await linesOf({ body: p(`${hidden}${field}${run('明')}${ruby}`) })).toEqual(['明音']);
  });

  it('takes the level of a heading from the style, the style it is based on, or the paragraph', async () => {
    const styles = `<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
      <w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="H1"/></w:style>`;
    const body = [
      p('一级', '<w:pStyle w:val="Own"/>'),
      p('二级', '<w:pStyle w:val="Own"/><w:outlineLvl w:val="1"/>'),
      p('正文', '<w:outlineLvl w:val="9"/>'),
    ].join('');
    const { blocks } = await read({ body, styles });
    expect(blocks.map((block) => 'headingLevel' in block && block.headingLevel)).toEqual([1, 2, false]);
  });

  it('leaves out the table of contents, which says again what stands below', async () => {
    const styles = '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="toc 1"/></w:style>';
    const gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>';
    const body = [
      `<w:sdt>${gallery}<w:sdtContent>${p('目录一')}</w:sdtContent></w:sdt>`,
      p('目录二', '<w:pStyle w:val="T"/>'),
      `<w:sdt><w:sdtContent>${p('正文')}</w:sdtContent></w:sdt>`,
    ].join('');
    expect(await linesOf({ body, styles })).toEqual(['正文']);
  });
});

describe('numbers of lists', () => {
  const official = numbering([
    ['chineseCounting', '%1、'],
    ['chineseCountingThousand', '（%2）'],
    ['decimal', '%3.'],
    ['decimalEnclosedCircleChinese', '%4'],
  ]);
  const item = (text: string, level: number, list = 1): string => p(text, listed(list, level));

  it('counts each level in its own signs and begins a level again below each item', async () => {
    const body = [
      item('甲', 0),
      item('子', 1),
      item('丑', 1),
      item('细', 2),
      item('微', 3),
      item('乙', 0),
      item('寅', 1),
    ];
    expect(await linesOf({ body: body.join(''), numbering: official })).toEqual([
      '一、甲',
      '（一）子',
      '（二）丑',
      '1.细',
      '①微',
      '二、乙',
      '（一）寅',
    ]);
  });

  it('counts on beyond ten and twenty', async () => {
    const body = Array.from({ length: 21 }, () => item('事', 1)).join('');
    const lines = await linesOf({ body, numbering: official });
    expect([lines[9], lines[10], lines[19], lines[20]]).toEqual([
      '（十）事',
      '（十一）事',
      '（二十）事',
      '（二十一）事',
    ]);
  });

  it('runs through the whole paper where the list says that it is never begun again', async () => {
    const through = official.replace('<w:lvl w:ilvl="1">', '<w:lvl w:ilvl="1"><w:lvlRestart w:val="0"/>');
    const body = [item('甲', 0), item('子', 1), item('乙', 0), item('丑', 1)].join('');
    expect(await linesOf({ body, numbering: through })).toEqual(['一、甲', '（一）子', '二、乙', '（二）丑']);
  });

  it('begins again for a list that says so, and counts on for one made from the same', async () => {
    const more = `<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>
      <w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`;
    const body = [item('甲', 0), item('乙', 0, 2), item('丙', 0, 3), item('丁', 0, 3)].join('');
    expect(await linesOf({ body, numbering: official + more })).toEqual(['一、甲', '二、乙', '一、丙', '二、丁']);
  });

  it('numbers the paragraphs of a style that belongs to a level', async () => {
    const styled = official.replace('<w:lvl w:ilvl="1">', '<w:lvl w:ilvl="1"><w:pStyle w:val="Item"/>');
    const styles =
      '<w:style w:type="paragraph" w:styleId="Item"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>';
    const body = p('子', '<w:pStyle w:val="Item"/>') + p('正文', `<w:pStyle w:val="Item"/>${listed(0, 0)}`);
    expect(await linesOf({ body, styles, numbering: styled })).toEqual(['（一）子', '正文']);
  });

  it('shows no number for a bullet and for a list that is not there', async () => {
    const bullets = numbering([['bullet', '·']]);
    expect(await linesOf({ body: item('甲', 0) + item('乙', 0, 9), numbering: bullets })).toEqual(['甲', '乙']);
  });
});

describe('tables', () => {
  it('knows cells that are merged over columns and rows', async () => {
    const body = tbl(
      tr(tc('序号'), tc('任务'), tc('单位')),
      tr(tc('1', '<w:vMerge w:val="restart"/>'), tc('甲'), tc('子局', '<w:vMerge w:val="restart"/>')),
      tr(tc('', '<w:vMerge/>'), tc('乙'), tc('', '<w:vMerge/>')),
      tr(tc('小计', '<w:gridSpan w:val="2"/>'), tc('2')),
    );
    expect(await linesOf({ body })).toEqual([
      [
        [{ text: '序号' }, { text: '任务' }, { text: '单位' }],
        [{ text: '1', rowSpan: 2 }, { text: '甲' }, { text: '子局', rowSpan: 2 }],
        [{ text: '乙' }],
        [{ text: '小计', columnSpan: 2 }, { text: '2' }],
      ],
    ]);
  });

  it('gives a cell a line for each paragraph, with its number', async () => {
    const body = tbl(
      tr(tc(p('', listed(1, 0))), tc(p('甲') + p('乙', listed(2, 0)))),
      tr(tc(p('', listed(1, 0))), tc('丙')),
    );
    expect(await linesOf({ body, numbering: numbering([['decimal', '%1']], [['decimal', '%1.']]) })).toEqual([
      [
        [{ text: '1' }, { text: '甲\n1.乙' }],
        [{ text: '2' }, { text: '丙' }],
      ],
    ]);
  });

  it('takes a table of one cell for the frame around its text', async () => {
    expect(await linesOf({ body: tbl(tr(tc(p('甲') + p('乙')))) })).toEqual(['甲', '乙']);
  });
});

describe('what was changed and not yet accepted', () => {
  it('counts what was put in and not what was struck out or moved away', async () => {
    const deleted = `<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:moveFrom>${run('移')}</w:moveFrom>`;
    const inserted = `<w:ins>${run('新')}</w:ins><w:moveTo>${run('来')}</w:moveTo>`;
    expect(await linesOf({ body: p(`${run('甲')}${deleted}${inserted}`) })).toEqual(['甲新来']);
  });

  it('joins the paragraphs between which the end was struck out', async () => {
    const body = p('前半', '<w:rPr><w:del/></w:rPr>') + p('后半');
    expect(await linesOf({ body })).toEqual(['前半后半']);
  });

  it('leaves out a row that was struck out and keeps one that was put in', async () => {
    const row = (text: string, mark: string): string =>
      `<w:tr><w:trPr><w:${mark}/></w:trPr>${tc(text)}${tc('乙')}</w:tr>`;
    const lines = await linesOf({ body: tbl(tr(tc('甲'), tc('乙')), row('旧', 'del'), row('新', 'ins')) });
    expect(lines[0]).toHaveLength(2);
    expect(lines[0]![1]).toEqual([{ text: '新' }, { text: '乙' }]);
  });

  it('reads the properties of now, not those of before', async () => {
    const before = '<w:outlineLvl w:val="9"/><w:pPrChange><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange>';
    const { blocks } = await read({ body: p('甲', before) });
    expect(blocks[0]).toEqual({ kind: 'paragraph', text: '甲' });
  });
});

describe('text boxes and notes', () => {
  it('puts a text box behind the paragraph that holds it, once', async () => {
    const box = (text: string): string => `<w:txbxContent>${p(text)}</w:txbxContent>`;
    const both = `<w:r><mc:AlternateContent><mc:Choice><wps:txbx>${box('框内')}</wps:txbx></mc:Choice><mc:Fallback><v:textbox>${box('框内')}</v:textbox></mc:Fallback></mc:AlternateContent></w:r>`;
    const { blocks } = await read({ body: p(`${run('前')}${both}${run('后')}`) });
    expect(blocks).toEqual([
      { kind: 'paragraph', text: '前后' },
      { kind: 'paragraph', text: '框内', place: { part: '文本框' } },
    ]);
  });

  it('keeps marks above the line apart from numbers of the text, in cells as well', async () => {
    const raised = (text: string): string =>
      `<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>${text}</w:t></w:r>`;
    const reference = (id: number): string => `<w:r><w:footnoteReference w:id="${id}"/></w:r>`;
    const note = (id: number, text: string): string => `<w:footnote w:id="${id}">${p(text)}</w:footnote>`;
    const paper = await read({
      body: [
        p(`${run('建成平台10')}${reference(2)}${run('个，占地5km')}${raised('2')}${run('，见注')}${raised('[7]')}`),
        tbl(tr(tc('任务'), tc(p(`${run('市教委')}${reference(3)}`)))),
      ].join(''),
      footnotes: `${note(2, '其中新建3个')}${note(3, '牵头')}`,
    });
    expect(paper).toEqual({
      blocks: [
        { kind: 'paragraph', text: '建成平台10¹个，占地5km²，见注⁽⁷⁾' },
        {
          kind: 'table',
          emptyMayBeMerged: false,
          rows: [{ cells: [{ text: '任务' }, { text: '市教委²' }] }],
        },
      ],
      footnotes: [
        { mark: '¹', text: '其中新建3个', place: { part: '脚注' } },
        { mark: '²', text: '牵头', place: { part: '脚注' } },
      ],
    });
  });

  it('leaves no trace of a reference whose note is lost', async () => {
    const { blocks, footnotes } = await read({ body: p('<w:r><w:t>甲</w:t><w:footnoteReference w:id="7"/></w:r>') });
    expect([blocks, footnotes]).toEqual([[{ kind: 'paragraph', text: '甲' }], undefined]);
  });

  it('gives footnotes and endnotes in the order of the text with the marks that it shows', async () => {
    const note = (id: number, text: string, kind = 'footnote'): string =>
      `<w:${kind} w:id="${id}">${p(text)}</w:${kind}>`;
    const paper = await read({
      body: `${p('<w:r><w:t>甲</w:t><w:footnoteReference w:id="7"/></w:r><w:r><w:endnoteReference w:id="2"/><w:footnoteReference w:id="5"/></w:r>')}<w:p><w:pPr><w:sectPr><w:footnotePr><w:numFmt w:val="decimalEnclosedCircleChinese"/></w:footnotePr></w:sectPr></w:pPr></w:p>`,
      footnotes: `<w:footnote w:type="separator" w:id="0">${p('线')}</w:footnote>${note(5, '后注')}${note(7, '前注')}`,
      endnotes: note(2, '尾', 'endnote'),
    });
    expect(paper).toEqual({
      blocks: [{ kind: 'paragraph', text: '甲①ⁱ②' }],
      footnotes: [
        { mark: '①', text: '前注', place: { part: '脚注' } },
        { mark: '②', text: '后注', place: { part: '脚注' } },
        { mark: 'ⁱ', text: '尾', place: { part: '尾注' } },
      ],
    });
  });
});
