import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { CalendarState } from '#contracts';
import type { LocalDate } from '#kernel';

type Day = CalendarState['days'][number];

/** The arrangement of one year, and the day from which it was known. */
export interface SampleCalendar extends Omit<CalendarState, 'revision'> {
  knownFrom: LocalDate;
}

const published = daysOf('calendar-2021-2026.csv');

function publishedIn(year: number, knownFrom: LocalDate, paper: string): SampleCalendar {
  // The New Year's holiday may begin in the old year: 2022-12-31 belongs to the arrangement of 2023.
  const days = published.filter(({ date, festival }) => yearOf(date, festival) === year);
  return { year, knownFrom, provisional: false, origin: `国务院办公厅 ${paper}；NateScarlet/holiday-cn`, days };
}

/** Arrangements of the sample; those of one year in the order in which they became known. */
export const SAMPLE_CALENDARS: readonly SampleCalendar[] = [
  publishedIn(2021, '2020-11-25', '国办发明电〔2020〕27号'),
  publishedIn(2022, '2021-10-25', '国办发明电〔2021〕11号'),
  {
    year: 2023,
    knownFrom: '2013-12-11',
    provisional: true,
    origin: '《全国年节及纪念日放假办法》（2013年修订）的法定假日，未含调休',
    days: daysOf('provisional-2023.csv'),
  },
  publishedIn(2023, '2022-12-08', '国办发明电〔2022〕16号'),
  publishedIn(2024, '2023-10-25', '国办发明电〔2023〕7号'),
  publishedIn(2025, '2024-11-12', '国办发明电〔2024〕12号'),
  publishedIn(2026, '2025-11-04', '国办发明电〔2025〕7号'),
  {
    year: 2027,
    knownFrom: '2024-11-12',
    provisional: true,
    origin: '《全国年节及纪念日放假办法》（2024年修订）的法定假日，未含调休',
    days: daysOf('provisional-2027.csv'),
  },
];

/** Per year the newest arrangement that was known on `date`. */
export function calendarsKnownOn(date: LocalDate): SampleCalendar[] {
  const known = SAMPLE_CALENDARS.filter(({ knownFrom }) => knownFrom <= date);
  return [...new Map(known.map((calendar) => [calendar.year, calendar])).values()];
}

function daysOf(file: string): Day[] {
  const [, ...rows] = readFileSync(path.join(import.meta.dirname, 'calendars', file), 'utf8')
    .trim()
    .split('\n');
  return rows.map((row) => {
    const [date = '', kind, festival = ''] = row.split(',');
    return { date, kind: kind === 'work' ? 'work' : 'off', festival };
  });
}

function yearOf(date: LocalDate, festival: string): number {
  const year = Number(date.slice(0, 4));
  return festival === '元旦' && date.slice(5) > '06' ? year + 1 : year;
}
