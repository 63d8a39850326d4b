import { describe, expect, it } from 'vitest';
import { decomposeInWorker, type PaperProgress } from '../index.js';

const encoded = (text: string) => ({ name: '方案.txt', bytes: new TextEncoder().encode(text) });
const PAPER = encoded('一、重点任务\n（一）建设检测平台。2027年底前建成。（甲局牵头，乙局配合）');
/** Lines by the ten thousand, each an item with a note: seconds of understanding. */
const LONG = encoded('（一）建设检测平台。2027年6月底前建成平台3个。（甲局牵头，乙局配合）\n'.repeat(20_000));

describe('decomposeInWorker', () => {
  it('reads and understands a paper in a process of its own and tells how far it is', async () => {
    const progress: PaperProgress[] = [];
    const proposal = await decomposeInWorker(PAPER, undefined, { onProgress: (each) => progress.push(each) });
    expect(proposal.tasks.map(({ lead }) => lead.value)).toEqual([['甲局']]);
    expect(progress.at(0)).toEqual({ stage: 'reading', share: 0 });
    expect(progress.at(-1)).toEqual({ stage: 'understanding', share: 1 });
  });

  it('finds the units of the register that it is given', async () => {
    const register = { units: [{ unitId: 'u1', name: '甲局', aliases: [] }], groups: [] };
    const { tasks } = await decomposeInWorker(PAPER, register);
    expect(tasks[0]!.units.value[0]!.resolution).toMatchObject({ unitId: 'u1' });
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
