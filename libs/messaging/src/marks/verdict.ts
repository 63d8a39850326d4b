import type { LogEvent } from '../log-event.js';
import { present } from '../present.js';
import type { Mark } from './mark.js';

/**
 * What an event means against its slot's mark:
 * - `other-epoch`: the log has changed its life since the mark or the event; ask the log which of the two is present.
 * - `seen`: dealt with before.
 * - `next`: the next in line.
 * - `gap`: something was lost, expired or is still on another partition; read it from the log first.
 * - `restored`: the source was put back to an earlier state; stop.
 */
export type Verdict = 'other-epoch' | 'seen' | 'next' | 'gap' | 'restored';

/** The first line that fits decides. */
const VERDICTS = [
  ['other-epoch', (event, mark) => event.epoch !== mark.epoch],
  ['restored', (event, mark) => event.position === mark.position && event.id !== mark.eventId],
  ['seen', (event, mark) => event.position <= mark.position],
  ['next', (event, mark) => event.prev === mark.position && event.prevId === mark.eventId],
  ['gap', (event, mark) => event.prev > mark.position],
  ['restored', () => true],
] as const satisfies readonly (readonly [Verdict, (event: LogEvent, mark: Mark) => boolean])[];

export function verdict(event: LogEvent, mark: Mark): Verdict {
  const [judged] = present(
    VERDICTS.find(([, fits]) => fits(event, mark)),
    'a verdict on every event',
  );
  return judged;
}
