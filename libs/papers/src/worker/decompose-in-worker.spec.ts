import { readdirSync, readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { pdf } from '../../test/build/pdf.js';
import { annexAsXlsx, asDocx, asHtml, asPdf } from '../../test/build/sample.js';
import { decomposeInWorker, type PaperProgress, type WorkerOptions } from '../index.js';

const encoded = (text: string) => ({ name: '方案.txt', bytes: new TextEncoder().encode(text) });
const PAPER = encoded('一、重点任务\n（一）建设检测平台。2027年底前建成。（甲局牵头，乙局配合）');
/** Lines by the ten thousand, each an item with a note: seconds of understanding. */
const LONG = encoded('（一）建设检测平台。2027年6月底前建成平台3个。（甲局牵头，乙局配合）\n'.repeat(20_000));

function readersOfThisProcess(): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      const isOurs = readFileSync(`/proc/${pid}/status`, 'utf8').includes(`PPid:\t${process.pid}\n`);
      return isOurs && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('papers/src/worker/main.js');
    } catch {
      return false; // no process, or one that has just ended
    }
  });
}

describe('decomposeInWorker', { timeout: 60_000 }, () => {
  it('reads and understands a paper in a process of its own and tells how far it is', async () => {
    const progress: PaperProgress[] = [];
    const proposal = await decomposeInWorker(PAPER, undefined, { onProgress: (each) => progress.push(each) });
    expect(proposal.tasks.map(({ lead }) => lead.value)).toEqual([['甲局']]);
    expect(progress.at(0)).toEqual({ stage: 'reading', share: 0 });
    expect(progress.at(-1)).toEqual({ stage: 'understanding', share: 1 });
  });

  it.each([
    ['.docx', asDocx, 6],
    ['.pdf', asPdf, 6],
    ['.html', asHtml, 6],
    ['.xlsx', annexAsXlsx, 3],
  ])('reads a %s there, where nothing can be written or started', async (_, build, tasks) => {
    expect((await decomposeInWorker({ name: '方案', bytes: build() })).tasks).toHaveLength(tasks);
  });

  it('tells of each page of a PDF', async () => {
    const pages = Array.from({ length: 4 }, (_, page) => ({
      texts: [{ x: 85, y: 120, text: `（${page + 1}）建设平台` }],
    }));
    const shares: number[] = [];
    const onProgress = ({ stage, share }: PaperProgress) => stage === 'reading' && shares.push(share);
    await decomposeInWorker({ name: '方案.pdf', bytes: pdf(pages) }, undefined, { onProgress });
    expect(shares).toEqual([0, 0.25, 0.5, 0.75, 1]);
  });

  it('refuses what its process refuses, in the same words', async () => {
    const scan = pdf([{ texts: [], isScanned: true }]);
    await expect(decomposeInWorker({ name: '方案.pdf', bytes: scan })).rejects.toMatchObject({
      name: 'UnreadablePaper',
      code: 'PAPER.SCANNED',
      message: expect.stringMatching(/without a text layer.*1 of 1 pages/) as string,
    });
  });

  it('finds the units of the register that it is given', async () => {
    const register = { units: [{ unitId: 'u1', name: '甲局', aliases: [] }], groups: [] };
    const { tasks } = await decomposeInWorker(PAPER, register);
    expect(tasks[0]!.units.value[0]!.resolution).toMatchObject({ unitId: 'u1' });
  });

  it('counts limits in working days by the arrangement of holidays that it is given', async () => {
    const paper = encoded(
      '关于检测工作的通知\n一、建设检测平台，自印发之日起5个工作日内建成。（甲局负责）\n乙市人民政府\n2026年9月28日',
    );
    const holidays = ['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'];
    const calendar = holidays.map((date) => ({ date, kind: 'off' as const }));
    const dueBy = async (options: WorkerOptions) =>
      (await decomposeInWorker(paper, undefined, options)).tasks[0]!.deadline.value.milestones[0]!.due;
    expect(await dueBy({})).toBe('2026-10-05');
    expect(await dueBy({ calendar })).toBe('2026-10-12');
  });

  it('ends a paper that takes too long', async () => {
    await expect(decomposeInWorker(LONG, undefined, { limits: { milliseconds: 300 } })).rejects.toMatchObject({
      code: 'PAPER.TOO_SLOW',
    });
  });

  it('outlives a reader that runs out of memory', async () => {
    await expect(decomposeInWorker(LONG, undefined, { limits: { heapBytes: 16 * 2 ** 20 } })).rejects.toMatchObject({
      code: 'PAPER.TOO_MUCH_MEMORY',
    });
  });

  it('outlives a file that takes memory outside of the heap', { timeout: 60_000 }, async () => {
    const bytes = pdf([{ texts: [] }], { packed: deflateSync(Buffer.alloc(300 * 2 ** 20, ' ')) });
    expect(bytes.length).toBeLessThan(2 ** 20);
    await expect(
      decomposeInWorker({ name: '方案.pdf', bytes }, undefined, { limits: { heapBytes: 64 * 2 ** 20 } }),
    ).rejects.toMatchObject({ code: 'PAPER.TOO_MUCH_MEMORY' });
  });

  it('leaves no process behind, however a paper ends', async () => {
    await decomposeInWorker(PAPER);
    await decomposeInWorker(LONG, undefined, { limits: { milliseconds: 300 } }).catch(() => undefined);
    await vi.waitFor(() => expect(readersOfThisProcess()).toEqual([]), { timeout: 5_000 });
  });

  it('ends at once when it is aborted, with the reason of the signal', async () => {
    const abort = new AbortController();
    const reason = new Error('withdrawn');
    const running = decomposeInWorker(LONG, undefined, { signal: abort.signal, onProgress: () => abort.abort(reason) });
    await expect(running).rejects.toBe(reason);
    await expect(decomposeInWorker(PAPER, undefined, { signal: abort.signal })).rejects.toBe(reason);
  });

  it('refuses a file over the limit without starting anything', async () => {
    await expect(decomposeInWorker(PAPER, undefined, { limits: { fileBytes: 10 } })).rejects.toMatchObject({
      code: 'PAPER.TOO_LARGE',
    });
  });
});
