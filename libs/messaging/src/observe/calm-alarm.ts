import type { Alarm, AlarmCode } from './alarm.js';

/** Milliseconds in which an alarm about the same thing is told once. */
const INTERVAL = 60_000;

interface Told {
  at: number;
  /** How often it was raised since without being told. */
  silenced: number;
}

/**
 * Tells what is raised again and again about the same subject at most once a minute: an outage of an hour would bury every
 * other alarm under thousands of its own.
 */
export class CalmAlarm implements Alarm {
  private readonly told = new Map<string, Told>();

  constructor(
    private readonly alarm: Alarm,
    private readonly now: () => number = () => performance.now(),
  ) {}

  raise(code: AlarmCode, message: string, subject?: string): void {
    if (subject === undefined) return this.alarm.raise(code, message);
    const key = `${code}/${subject}`;
    const before = this.told.get(key);
    if (before && this.now() - before.at < INTERVAL) {
      before.silenced++;
      return;
    }
    this.told.set(key, { at: this.now(), silenced: 0 });
    const silenced = before?.silenced ?? 0;
    this.alarm.raise(
      code,
      silenced > 0 ? `${message} (Raised ${silenced} more times since it was last told.)` : message,
    );
  }
}
