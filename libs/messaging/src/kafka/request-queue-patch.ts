import { createRequire } from 'node:module';

interface RequestQueue {
  pending: unknown[];
  scheduleCheckPendingRequests(): void;
}

const load = createRequire(import.meta.url);
let patched = false;

/**
 * kafkajs 2.2.4 arms a timer with a negative delay after every response, again and again, though nothing is pending:
 * thousands of timers a second and most of an idle client's processor time. The check is needed only while requests wait.
 */
export function patchRequestQueue(): void {
  if (patched) return;
  patched = true;
  const { prototype } = load('kafkajs/src/network/requestQueue') as { prototype: RequestQueue };
  const schedule = prototype.scheduleCheckPendingRequests;
  prototype.scheduleCheckPendingRequests = function (this: RequestQueue) {
    if (this.pending.length > 0) schedule.call(this);
  };
}
