const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000;

/** The date in Asia/Shanghai, `YYYY-MM-DD`. */
export function dayOf(instant: Date | string): string {
  return new Date(new Date(instant).getTime() + SHANGHAI_MS).toISOString().slice(0, 10);
}

export function plusDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The instant of `time`, `HH:MM`, of a day in Asia/Shanghai. */
export function instantAt(day: string, time: string): Date {
  return new Date(`${day}T${time}:00+08:00`);
}
