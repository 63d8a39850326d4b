const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000;

export function dayOf(instant: string): string {
  return new Date(Date.parse(instant) + SHANGHAI_MS).toISOString().slice(0, 10);
}

export function nextDay(day: string, step: 1 | -1 = 1): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + step * DAY_MS).toISOString().slice(0, 10);
}

/** `HH:MM` of a day in Asia/Shanghai as an ISO instant. */
export function momentOf(day: string, time = '00:00'): string {
  return new Date(`${day}T${time}:00+08:00`).toISOString();
}

/** Working days counted by looking at every single day: slow, and nothing to get wrong. */
export class Calendar {
  private readonly exceptions: ReadonlyMap<string, string>;

  constructor(days: readonly { date: string; kind: string }[]) {
    this.exceptions = new Map(days.map(({ date, kind }) => [date, kind]));
  }

  isWorkingDay(day: string): boolean {
    const exception = this.exceptions.get(day);
    if (exception) return exception === 'work';
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    return weekday !== 0 && weekday !== 6;
  }

  /** The `count`-th working day after the day (before it, when negative). */
  after(day: string, count: number): string {
    const step = count < 0 ? -1 : 1;
    for (let left = Math.abs(count); left > 0;) {
      day = nextDay(day, step);
      if (this.isWorkingDay(day)) left--;
    }
    return day;
  }

  /** The day itself when it is a working day, else the nearest one in the direction. */
  nearest(day: string, step: 1 | -1): string {
    while (!this.isWorkingDay(day)) day = nextDay(day, step);
    return day;
  }

  /** Working days in (from, to]. */
  between(from: string, to: string): number {
    let count = 0;
    for (let day = nextDay(from); day <= to; day = nextDay(day)) if (this.isWorkingDay(day)) count++;
    return count;
  }
}
