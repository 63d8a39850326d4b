import { Logger } from '@nestjs/common';

/** What calls for a person, or will if it goes on. */
export type AlarmCode =
  | 'hole-open' // an uncommitted writer holds the log's tail up
  | 'projection-stopped' // the source was restored, cut, or a gap cannot be filled
  | 'projection-idle' // another build's generation is active, and this process waits to be replaced
  | 'event-parked' // a handler refused an event for good
  | 'generation-blocked' // a new generation has parked what the old one applied
  | 'relay-recount' // the relay sent another number of events than its log holds
  | 'path-failing'; // a transient failure that keeps coming back

export interface Alarm {
  /** With a `subject`: may come again and again about it, and is then not told each time. */
  raise(code: AlarmCode, message: string, subject?: string): void;
}

/** Writes alarms to the process's log, where a collector finds them by their code. */
export class LoggedAlarm implements Alarm {
  private readonly logger = new Logger('EventPath');

  raise(code: AlarmCode, message: string): void {
    this.logger.error(`${code}: ${message}`);
  }
}
