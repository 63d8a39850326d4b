const UNSEEN = [404, 404, 404] as const;
const REFUSED = [403, 403, 403] as const;
const EVERYBODY = [200, 200, 200] as const;

/** Lists answer everybody, with what he may see. */
export const LIST = {
  LIAISON_OFFICER: EVERYBODY,
  UNIT_APPROVER: EVERYBODY,
  COORDINATOR: EVERYBODY,
  GROUP_LEADER: EVERYBODY,
  GROUP_MEMBER: EVERYBODY,
  ASSESSOR: EVERYBODY,
  AUDITOR: EVERYBODY,
  ADMINISTRATOR: EVERYBODY,
} as const;

/** An issued plan or task: carriers, the office, the group, its members and auditors. */
export const READ = {
  LIAISON_OFFICER: [200, 200, 404],
  UNIT_APPROVER: [200, 200, 404],
  COORDINATOR: [200, 404, 404],
  GROUP_LEADER: [200, 404, 404],
  GROUP_MEMBER: [200, 404, 404],
  ASSESSOR: UNSEEN,
  AUDITOR: EVERYBODY,
  ADMINISTRATOR: UNSEEN,
} as const;

/** Before the issue units do not see the plan; who sees it and may not act is refused. */
export const REFUSED_BEFORE_ISSUE = {
  LIAISON_OFFICER: UNSEEN,
  UNIT_APPROVER: UNSEEN,
  COORDINATOR: [403, 404, 404],
  GROUP_LEADER: [403, 404, 404],
  GROUP_MEMBER: [403, 404, 404],
  ASSESSOR: UNSEEN,
  AUDITOR: REFUSED,
  ADMINISTRATOR: UNSEEN,
} as const;

/** After the issue the units that carry the task see it too. */
export const REFUSED_AFTER_ISSUE = {
  ...REFUSED_BEFORE_ISSUE,
  LIAISON_OFFICER: [403, 403, 404],
  UNIT_APPROVER: [403, 403, 404],
} as const;

/** A draft is its office's and the auditors', before and after. */
export const READ_DRAFT = {
  LIAISON_OFFICER: UNSEEN,
  UNIT_APPROVER: UNSEEN,
  COORDINATOR: [200, 404, 404],
  GROUP_LEADER: UNSEEN,
  GROUP_MEMBER: UNSEEN,
  ASSESSOR: UNSEEN,
  AUDITOR: EVERYBODY,
  ADMINISTRATOR: UNSEEN,
} as const;

/** A unit's own plan is the unit's alone: its liaison officer works on it, its approver signs it. */
export const READ_UNIT_PLAN = {
  LIAISON_OFFICER: [200, 404, 404],
  UNIT_APPROVER: [200, 404, 404],
  COORDINATOR: UNSEEN,
  GROUP_LEADER: UNSEEN,
  GROUP_MEMBER: UNSEEN,
  ASSESSOR: UNSEEN,
  AUDITOR: UNSEEN,
  ADMINISTRATOR: UNSEEN,
} as const;

export const CHANGE_UNIT_PLAN = { ...READ_UNIT_PLAN, UNIT_APPROVER: [403, 404, 404] } as const;
export const SIGN_UNIT_PLAN = { ...READ_UNIT_PLAN, LIAISON_OFFICER: [403, 404, 404] } as const;

export const CHANGE_DRAFT = { ...READ_DRAFT, AUDITOR: REFUSED } as const;

/** A revision before the leading group is read by those who see the whole plan; units hear of it when it is approved. */
export const READ_REVISION = {
  LIAISON_OFFICER: UNSEEN,
  UNIT_APPROVER: UNSEEN,
  COORDINATOR: [200, 404, 404],
  GROUP_LEADER: [200, 404, 404],
  GROUP_MEMBER: [200, 404, 404],
  ASSESSOR: UNSEEN,
  AUDITOR: EVERYBODY,
  ADMINISTRATOR: UNSEEN,
} as const;

export const DECIDE_REVISION = {
  ...READ_REVISION,
  COORDINATOR: [403, 404, 404],
  GROUP_MEMBER: [403, 404, 404],
  AUDITOR: REFUSED,
} as const;

/** Who is no coordinator, or sits in no office, hands in nothing and registers nothing. */
export const BY_OFFICES = {
  LIAISON_OFFICER: REFUSED,
  UNIT_APPROVER: REFUSED,
  COORDINATOR: [201, 403, 403],
  GROUP_LEADER: REFUSED,
  GROUP_MEMBER: REFUSED,
  ASSESSOR: REFUSED,
  AUDITOR: REFUSED,
  ADMINISTRATOR: REFUSED,
} as const;
