import { describe, expect, it } from 'vitest';
import { readPaper } from '../index.js';

const read = (html: string | Uint8Array) =>
  readPaper({ name: '页面', bytes: typeof html === 'string' ? new TextEncoder().encode(html) : html });
const linesOf = async (html: string) =>
  (await read(html)).blocks.map((block) =>
    block.kind === 'paragraph' ? `${block.numbering ?? ''}${block.text}` : block.rows.map(({ cells }) => cells),
  );

describe('readHtml', () => {
  it('reads paragraphs, breaks and levels of headings', async () => {
    const { blocks } = await read('<!DOCTYPE html><h2>一、任务</h2><p>甲\n  <b>乙</b><br>丙</p>丁<div>戊</div>');
    expect(blocks).toEqual([
      { kind: 'paragraph', text: '一、任务', headingLevel: 2 },
      { kind: 'paragraph', text: '甲 乙\n丙' },
      { kind: 'paragraph', text: '丁' },
      { kind: 'paragraph', text: '戊' },
    ]);
  });

  it('keeps marks above the line apart from numbers of the text', async () => {
    const html =
      '<p>建成平台10<sup><a href="#n1">1</a></sup>个，占地5km<sup>2</sup>，第3<sup>次</sup><sup>[2]</sup></p><p><sup>1</sup>其中新建3个</p>';
    expect(await linesOf(html)).toEqual(['建成平台10¹个，占地5km²，第3次⁽²⁾', '¹其中新建3个']);
  });

  it('counts lists as the page does', async () => {
    const html = `<html><ol style="list-style-type: cjk-ideographic" start="2"><li>甲<ol><li>子</li><li value="5">丑</li><li>寅</li></ol></li><li>乙</li></ol>
      <ul><li>丙</li></ul><ol type="a" reversed start="2"><li>丁</li><li>戊</li></ol>`;
    expect(await linesOf(html)).toEqual(['二、甲', '1.子', '5.丑', '6.寅', '三、乙', '丙', 'b.丁', 'a.戊']);
  });

  it('knows cells that reach over rows and columns, never below the table', async () => {
    const html = `<table><thead><tr><th>任务</th><th>单位</th></tr></thead>
      <tbody><tr><td rowspan="2">甲</td><td>子局</td></tr><tr><td>丑局</td></tr>
      <tr><td colspan="2" rowspan="65000">合计</td></tr></tbody></table>`;
    expect(await linesOf(html)).toEqual([
      [
        [{ text: '任务' }, { text: '单位' }],
        [{ text: '甲', rowSpan: 2 }, { text: '子局' }],
        [{ text: '丑局' }],
        [{ text: '合计', columnSpan: 2 }],
      ],
    ]);
  });

  it('takes a table of one cell for the frame around its text', async () => {
    expect(
      await linesOf('<table><tr><td><p>甲</p><table><tr><td>乙</td><td>丙</td></tr></table></td></tr></table>'),
    ).toEqual(['甲', [[{ text: '乙' }, { text: '丙' }]]]);
  });

  it('leaves out what the page shows around the paper or not at all', async () => {
    const html = `<html><head><title>站名</title><script>x()</script></head><body><nav>首页</nav>
      <p style="display: none">暗</p><p hidden>隐</p><p>明<del>旧</del></p><footer>备案</footer></body></html>`;
    expect(await linesOf(html)).toEqual(['明']);
  });

  it('reads the content alone where a page marks one', async () => {
    expect(await linesOf('<html><div>栏目</div><article><p>正文</p></article><div>相关</div></html>')).toEqual([
      '正文',
    ]);
    expect(await linesOf('<html><article>甲</article><article>乙</article></html>')).toEqual(['甲', '乙']);
  });

  it.each([
    [
      'GB2312 that says so',
      Buffer.concat([Buffer.from('<html><meta charset="gb2312"><p>'), Buffer.from([0xbc, 0xd7])]),
    ],
    ['GBK that says UTF-8', Buffer.concat([Buffer.from('<html><meta charset="utf-8"><p>'), Buffer.from([0xbc, 0xd7])])],
    ['Big5', Buffer.concat([Buffer.from('<html><meta charset="big5"><p>'), Buffer.from([0xa5, 0xd2])])],
    ['a charset that no one knows', Buffer.from('<html><meta charset="x-none"><p>甲')],
  ])('reads %s', async (_, bytes) => {
    expect((await read(bytes)).blocks).toEqual([{ kind: 'paragraph', text: '甲' }]);
  });

  it('refuses a page that nests deeper than any paper', async () => {
    const deep = (tag: string): Promise<unknown> => read(`<html>${`<${tag}>`.repeat(50_000)}甲`);
    await expect(deep('div')).rejects.toMatchObject({ code: 'PAPER.TOO_DEEP' });
    await expect(deep('table><tr><td')).rejects.toMatchObject({ code: 'PAPER.TOO_DEEP' });
  });
});
