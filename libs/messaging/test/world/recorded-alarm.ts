import type { Alarm, AlarmCode } from '#messaging';

/** Keeps alarms for a test to look at. */
export class RecordedAlarm implements Alarm {
  readonly raised: { code: AlarmCode; message: string }[] = [];

  raise(code: AlarmCode, message: string): void {
    this.raised.push({ code, message });
  }

  find(code: AlarmCode): string | undefined {
    return this.raised.find((alarm) => alarm.code === code)?.message;
  }
}
