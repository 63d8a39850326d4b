const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000;

/** A run asks for few different days and instants, and for each of them a hundred thousand times. */
function remembered(work: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    let result = known.get(text);
    if (result === undefined) known.set(text, (result = work(text)));
    return result;
  };
}

export const dayOf = remembered((instant) => new Date(Date.parse(instant) + SHANGHAI_MS).toISOString().slice(0, 10));

const shifted = (step: 1 | -1) =>
  remembered((day) => new Date(Date.parse(`${day}T00:00:00Z`) + step * DAY_MS).toISOString().slice(0, 10));
const after = shifted(1);
const before = shifted(-1);

export function nextDay(day: string, step: 1 | -1 = 1): string {
  return step === 1 ? after(day) : before(day);
}

const instantAt = remembered((moment) => new Date(`${moment}:00+08:00`).toISOString());

/** `HH:MM` of a day in Asia/Shanghai as an ISO instant. */
export function momentOf(day: string, time = '00:00'): string {
  return instantAt(`${day}T${time}`);
}

/** Working days counted by looking at every single day: slow, and nothing to get wrong. */
export class Calendar {
  private readonly exceptions: ReadonlyMap<string, string>;
  private readonly known = new Map<string, boolean>();

  constructor(days: readonly { date: string; kind: string }[]) {
    this.exceptions = new Map(days.map(({ date, kind }) => [date, kind]));
  }

  isWorkingDay(day: string): boolean {
    let works = this.known.get(day);
    if (works === undefined) this.known.set(day, (works = this.worksOn(day)));
    return works;
  }

  private worksOn(day: string): boolean {
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
