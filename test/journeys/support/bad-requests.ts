/** A request that must be refused, and how. `{task}`, `{part}`, `{unit}` and `{unknown}` stand for ids of the scene. */
export interface BadRequest {
  wrong: string;
  /** Who sends it; the liaison officer of the unit that carries the part, where it is not given. */
  as?: string;
  to: readonly ['GET' | 'POST' | 'PUT', string];
  /** Sent as it is when it is text, else as JSON. */
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
  status: number;
  code: string;
  /** The fields that the answer names, in any order; none where no field can be named. */
  names?: readonly string[];
}

const COORDINATOR = 'office.coordinator';
const ADMINISTRATOR = 'admin';
const ASSESSOR = 'office.assessor';

const PART = '/api/tasks/tasks/{task}/assignments/{part}';
const REPORTS = ['POST', `${PART}/reports`] as const;
const DEADLINE = ['PUT', '/api/tasks/tasks/{task}/deadline'] as const;
const ASSIGNMENTS = ['POST', '/api/tasks/tasks/{task}/assignments'] as const;
const CALENDAR = ['POST', '/api/departments/calendars/2024/revisions'] as const;
const FACTS = '/api/assessment/units/{unit}/facts?year=2021';

const REPORT = { progress: 50, text: '进展' } as const;
/** What `{unknown}` stands for: an id that nothing has. */
export const UNKNOWN_ID = '01932f00-0000-7000-8000-000000000000';

const INVALID = { status: 400, code: 'REQUEST.INVALID' } as const;
const MALFORMED = { status: 400, code: 'REQUEST.MALFORMED' } as const;

const UNREADABLE: readonly BadRequest[] = [
  { wrong: 'JSON that ends too early', to: REPORTS, body: '{"progress": 50, "text": "进', ...MALFORMED },
  { wrong: 'JSON with a comma too many', to: REPORTS, body: '{"progress": 50, "text": "进展",}', ...MALFORMED },
  { wrong: 'a key that would reach the prototype', to: REPORTS, body: '{"__proto__": {"progress": 50}}', ...MALFORMED },
  { wrong: 'an empty body announced as JSON', to: REPORTS, body: '', ...MALFORMED },
  {
    wrong: 'a form instead of JSON',
    to: REPORTS,
    body: 'progress=50&text=x',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    status: 415,
    code: 'REQUEST.MEDIA_TYPE',
  },
  {
    wrong: 'a body above 4 MB',
    to: REPORTS,
    body: ' '.repeat(4 * 1024 * 1024 + 1),
    status: 413,
    code: 'REQUEST.TOO_LARGE',
  },
  { wrong: 'half an escaped character in the address', to: ['GET', '/api/tasks/tasks/%E8%B4'], ...MALFORMED },
  {
    wrong: 'an address that does not exist',
    to: ['POST', `${PART}/acceptances`],
    status: 404,
    code: 'ROUTE.NOT_FOUND',
  },
];

const WRONG_SHAPE: readonly BadRequest[] = [
  { wrong: 'no body where one is needed', to: REPORTS, ...INVALID, names: ['/'] },
  { wrong: 'a list instead of an object', to: REPORTS, body: [REPORT], ...INVALID, names: ['/'] },
  { wrong: 'a body where none is taken', to: ['POST', `${PART}/acceptance`], body: REPORT, ...INVALID, names: ['/'] },
  { wrong: 'an unknown field', to: REPORTS, body: { ...REPORT, 'a/b': 1 }, ...INVALID, names: ['/a~1b'] },
  {
    wrong: 'an unknown field deep inside',
    as: COORDINATOR,
    to: ASSIGNMENTS,
    body: { units: [{ unitId: UNKNOWN_ID, role: 'CO', weight: 1 }] },
    ...INVALID,
    names: ['/units/0/weight'],
  },
  { wrong: 'an unknown filter', to: ['GET', '/api/tasks/plans?light=RED'], ...INVALID, names: ['/query/light'] },
  {
    wrong: 'a parameter given twice',
    to: ['GET', '/api/tasks/plans?limit=1&limit=2'],
    ...INVALID,
    names: ['/query/limit'],
  },
  {
    wrong: 'several wrong fields at once',
    to: REPORTS,
    body: { progress: '50', text: 7 },
    ...INVALID,
    names: ['/progress', '/text'],
  },
];

const WRONG_VALUE: readonly BadRequest[] = [
  {
    wrong: 'a number beyond all numbers',
    to: REPORTS,
    body: '{"progress": 1e999, "text": "进展"}',
    ...INVALID,
    names: ['/progress'],
  },
  { wrong: 'half a percent', to: REPORTS, body: { ...REPORT, progress: 0.5 }, ...INVALID, names: ['/progress'] },
  { wrong: 'text of blanks alone', to: REPORTS, body: { ...REPORT, text: ' \u3000\n' }, ...INVALID, names: ['/text'] },
  {
    wrong: 'text that is too long',
    as: COORDINATOR,
    to: DEADLINE,
    body: { deadline: '2021-12-30', reason: '因'.repeat(501) },
    ...INVALID,
    names: ['/reason'],
  },
  {
    wrong: 'the NUL character',
    as: COORDINATOR,
    to: DEADLINE,
    body: { deadline: '2021-12-30', reason: 'a\u0000' },
    ...INVALID,
    names: ['/reason'],
  },
  {
    wrong: 'half a character',
    as: COORDINATOR,
    to: DEADLINE,
    body: '{"deadline": "2021-12-30", "reason": "\\ud83d"}',
    ...INVALID,
    names: ['/reason'],
  },
  { wrong: 'NUL in a filter', to: ['GET', '/api/tasks/ledger?text=%00'], ...INVALID, names: ['/query/text'] },
  { wrong: 'a page of no rows', to: ['GET', '/api/tasks/plans?limit=0'], ...INVALID, names: ['/query/limit'] },
  { wrong: 'an id that is none', to: ['GET', "/api/tasks/tasks/1' OR '1'='1"], ...INVALID, names: ['/path/taskId'] },
];

const IMPOSSIBLE_DATES: readonly BadRequest[] = [
  ...['2021-09-31', '2021-02-29', '2021-13-01', '2021-9-30', '20210930', '2021-09-30T00:00:00Z', '九月三十日'].map(
    (deadline): BadRequest => ({
      wrong: `${deadline} as a deadline`,
      as: COORDINATOR,
      to: DEADLINE,
      body: { deadline, reason: '调整' },
      ...INVALID,
      names: ['/deadline'],
    }),
  ),
  {
    wrong: '2024-02-30 among the days of a calendar',
    as: ADMINISTRATOR,
    to: CALENDAR,
    body: { provisional: true, origin: '示例', days: [{ date: '2024-02-30', kind: 'off', festival: '春节' }] },
    ...INVALID,
    names: ['/days/0/date'],
  },
  {
    wrong: '2021-11-31 as a day to look at',
    as: ASSESSOR,
    to: ['GET', `${FACTS}&asOf=2021-11-31`],
    ...INVALID,
    names: ['/query/asOf'],
  },
  {
    wrong: 'a clock without a zone',
    as: COORDINATOR,
    to: ['POST', '/api/demo/clock'],
    body: { now: '2021-12-01T09:00:00' },
    ...INVALID,
    names: ['/now'],
  },
];

const NOT_THERE: readonly BadRequest[] = [
  {
    wrong: 'a unit that the register does not have',
    as: COORDINATOR,
    to: ASSIGNMENTS,
    body: { units: [{ unitId: UNKNOWN_ID, role: 'CO' }] },
    status: 400,
    code: 'REGISTER.ENTRY_UNKNOWN',
    names: ['/units/0/unitId'],
  },
  {
    wrong: 'an unknown task',
    to: ['POST', '/api/tasks/tasks/{unknown}/assignments/{part}/reports'],
    body: REPORT,
    status: 404,
    code: 'TASK.NOT_FOUND',
  },
  {
    wrong: 'an unknown part of a task',
    to: ['POST', '/api/tasks/tasks/{task}/assignments/{unknown}/reports'],
    body: REPORT,
    status: 404,
    code: 'TASK.NOT_FOUND',
  },
  {
    wrong: 'the part of another unit',
    as: 'yanqing.liaison',
    to: REPORTS,
    body: REPORT,
    status: 404,
    code: 'TASK.NOT_FOUND',
  },
  {
    wrong: 'an unknown unit',
    as: ADMINISTRATOR,
    to: ['PUT', '/api/departments/units/{unknown}/name'],
    body: { name: '无', lastDayOfOldName: '2021-11-30' },
    status: 404,
    code: 'UNIT.NOT_FOUND',
  },
  {
    wrong: 'an unknown scheme',
    as: ASSESSOR,
    to: ['POST', '/api/assessment/assessments'],
    body: { schemeId: UNKNOWN_ID, asOf: '2021-11-21' },
    status: 404,
    code: 'SCHEME.NOT_FOUND',
  },
];

const WRONG_CONDITIONS: readonly BadRequest[] = [
  {
    wrong: 'a version that has passed',
    to: REPORTS,
    body: REPORT,
    headers: { 'if-match': '"1"' },
    status: 412,
    code: 'VERSION.STALE',
  },
  {
    wrong: 'a version that is still to come',
    to: REPORTS,
    body: REPORT,
    headers: { 'if-match': '"999"' },
    status: 412,
    code: 'VERSION.STALE',
  },
  {
    wrong: 'a version that is none',
    to: REPORTS,
    body: REPORT,
    headers: { 'if-match': 'W/"latest"' },
    ...INVALID,
    names: ['/header/If-Match'],
  },
  {
    wrong: 'an Idempotency-Key that is too long',
    to: REPORTS,
    body: REPORT,
    headers: { 'idempotency-key': 'k'.repeat(201) },
    ...INVALID,
    names: ['/header/Idempotency-Key'],
  },
  {
    wrong: 'the Idempotency-Key of another request',
    to: REPORTS,
    body: { ...REPORT, progress: 60 },
    headers: { 'idempotency-key': 'used' },
    status: 409,
    code: 'IDEMPOTENCY.KEY_REUSED',
  },
];

export const BAD_REQUESTS = {
  'that cannot be read': UNREADABLE,
  'of the wrong shape': WRONG_SHAPE,
  'with a wrong value': WRONG_VALUE,
  'with an impossible date': IMPOSSIBLE_DATES,
  'for something that is not there for the caller': NOT_THERE,
  'with a wrong condition': WRONG_CONDITIONS,
} as const satisfies Record<string, readonly BadRequest[]>;
