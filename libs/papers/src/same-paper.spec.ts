import { decompose } from '#decomposition';
import { describe, expect, it } from 'vitest';
import { annexAsText, annexAsXlsx, asDocx, asHtml, asPdf, asText } from '../test/build/sample.js';
import { readPaper } from './index.js';

/** What a reviewer sees of the tasks: everything but the ids of sentences, and where the text lies. */
async function understood(bytes: Uint8Array) {
  const { head, tasks, coverage } = decompose(await readPaper({ name: '方案', bytes }));
  const seen = tasks.map((task) => ({
    no: task.no,
    section: task.section,
    title: task.title,
    text: task.text.value,
    note: task.note,
    lead: task.lead.value,
    units: task.units.value.map(({ name, role }) => `${name} ${role}`),
    due: task.deadline.value.due,
    indicators: task.indicators,
  }));
  return { head, open: coverage.open, tasks: seen };
}

describe('one paper in several formats', () => {
  it('is understood as text', async () => {
    const { head, open, tasks } = await understood(asText());
    expect(head.documentNumber).toBe('云质强组发〔2027〕6号');
    expect(open).toBe(0);
    expect(tasks).toHaveLength(6);
  });

  it.each([
    ['.docx', asDocx],
    ['.html', asHtml],
    ['.pdf', asPdf],
  ])('gives the same tasks as %s', async (_, build) => {
    expect(await understood(build())).toEqual(await understood(asText()));
  });

  it('gives the same tasks as a ledger', async () => {
    const asLedger = await understood(annexAsXlsx());
    expect(asLedger.tasks).toEqual((await understood(annexAsText())).tasks);
    expect(asLedger.tasks.map(({ units }) => units)).toEqual([
      ['市市场监管局 responsible', '市科技局 responsible'],
      ['市市场监管局 responsible', '市科技局 responsible'],
      ['市质检院 responsible'],
    ]);
  });
});
