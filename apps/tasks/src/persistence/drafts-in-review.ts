import { Injectable } from '@nestjs/common';
import type { Queryable } from '#messaging';
import type { Tx } from '#platform';
import type { Draft, DraftContent, LoadedDraft } from '../domain/drafts/draft.js';
import { contentOf } from './drafts.js';

/** Tasks and sentences of all drafts together, some 30 MB; a larger draft is read for each change. */
const MOST_ITEMS = 20_000;

interface Kept {
  version: number;
  content: DraftContent;
}

/**
 * What drafts propose, as their last change left it: a reviewer makes hundreds of changes, and reading thousands of sentences for each took
 * most of its time. Content never changes under a version, so that a version which another process wrote is read and nothing else is.
 */
@Injectable()
export class DraftsInReview {
  private readonly kept = new Map<string, Kept>();

  /** Of a draft that this transaction holds. */
  contentOf(tx: Queryable, { draftId, version }: Draft): DraftContent | Promise<DraftContent> {
    const kept = this.kept.get(draftId);
    return kept?.version === version ? kept.content : contentOf(tx, draftId);
  }

  /** Not before the commit: what is rolled back is no version. */
  keep(tx: Tx, { draft, content }: LoadedDraft): void {
    tx.afterCommit(() => {
      this.kept.delete(draft.draftId);
      if (draft.phase !== 'READY' || sizeOf(content) > MOST_ITEMS) return;
      this.kept.set(draft.draftId, { version: draft.version, content });
      this.forgetOldest();
    });
  }

  private forgetOldest(): void {
    let items = [...this.kept.values()].reduce((sum, { content }) => sum + sizeOf(content), 0);
    for (const [draftId, { content }] of this.kept) {
      if (items <= MOST_ITEMS) return;
      this.kept.delete(draftId);
      items -= sizeOf(content);
    }
  }
}

function sizeOf({ tasks, sentences }: DraftContent): number {
  return tasks.length + sentences.length;
}
