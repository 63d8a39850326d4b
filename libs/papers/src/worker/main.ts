import { decompose } from '#decomposition';
import { readPaper } from '../read-paper.js';
import { UnreadablePaper } from '../unreadable-paper.js';
import type { Order, Report } from './messages.js';

/** The process that reads one paper and ends. It is killed when it takes too long or too much. */
process.once('message', (order: Order) => {
  void reportOf(order).then((report) => process.send?.(report, () => process.disconnect()));
});

/** Our parent is gone: nobody waits for the paper. */
process.once('disconnect', () => process.exit());

async function reportOf({ file, register, calendar, limits }: Order): Promise<Report> {
  try {
    tell({ progress: { stage: 'reading', share: 0 } });
    const paper = await readPaper(file, {
      limits,
      onShare: (share) => tell({ progress: { stage: 'reading', share } }),
    });
    tell({ progress: { stage: 'understanding', share: 0 } });
    const proposal = decompose(paper, register, calendar);
    tell({ progress: { stage: 'understanding', share: 1 } });
    return { proposal, peakBytes: process.resourceUsage().maxRSS * 1024 };
  } catch (error) {
    if (error instanceof UnreadablePaper) return { refused: error.code, found: error.found };
    return { refused: 'PAPER.READER_FAILED', found: String(error) };
  }
}

function tell(report: Report): void {
  process.send?.(report);
}
