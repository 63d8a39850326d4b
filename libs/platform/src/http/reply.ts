/** A body with what HTTP says beside it. Plain JSON, because an idempotency key keeps it with the effect. */
export class Reply<T> {
  constructor(
    readonly body: T,
    readonly headers: { etag?: number; status?: number; location?: string },
  ) {}
}

/** Answers `body` with an `ETag` (the aggregate's version), a status or a `Location` of its own. */
export function reply<T>(body: T, headers: { etag?: number; status?: number; location?: string }): Reply<T> {
  return new Reply(body, headers);
}
