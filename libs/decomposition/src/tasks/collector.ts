import type { ReasonName } from '../coverage/reasons.js';
import type { Span } from '../text/line.js';
import type { Draft } from './draft.js';

/** What was decided about stretches of the paper while it was read. */
export interface Mark {
  readonly span: Span;
  readonly state: { readonly task: Draft } | { readonly reason: ReasonName };
}

/** Gathers drafts and marks; whatever gets no mark is open. */
export class Collector {
  readonly drafts: Draft[] = [];
  readonly marks: Mark[] = [];

  add(draft: Draft, ...spans: readonly Span[]): Draft {
    this.drafts.push(draft);
    for (const span of spans) this.marks.push({ span, state: { task: draft } });
    return draft;
  }

  exclude(reason: ReasonName, ...spans: readonly Span[]): void {
    for (const span of spans) this.marks.push({ span, state: { reason } });
  }
}
