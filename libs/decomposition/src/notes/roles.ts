import type { NamedUnit } from '../units/list.js';
import type { NoteForm, NotedUnit, Role } from './note.js';
import type { FieldKind } from './vocabulary.js';

/** Units that one word of a note gathers. */
export interface Group {
  readonly by: GroupWord;
  readonly units: readonly NamedUnit[];
}

export type GroupWord =
  | 'lead' // A牵头
  | 'plain' // A负责
  | 'divided' // A按职责分工负责
  | 'co' // A配合
  | 'main' // A会同…
  | 'with' // …会同A
  | 'bare' // names and nothing else
  | `field-${Exclude<FieldKind, 'deadline' | 'person'>}`; // 责任单位：A

interface FormRule {
  readonly form: NoteForm;
  /** Words that must all occur in the note. */
  readonly has: readonly GroupWord[];
  /** Words of which one must occur as well. */
  readonly any?: readonly GroupWord[];
  /** What each word's units are; words that are not named here are `responsible`. */
  readonly roles: Partial<Record<GroupWord, Role>>;
}

/** Roles that a word gives wherever it occurs. */
const ALWAYS = { lead: 'lead', co: 'co', with: 'co', 'field-lead': 'lead', 'field-co': 'co' } as const;
const REST: readonly GroupWord[] = ['plain', 'divided', 'bare'];

/** The first row whose words occur decides. */
const FORMS: readonly FormRule[] = [
  { form: 'lead_co_responsible', has: ['lead', 'co'], any: ['plain', 'divided'], roles: { bare: 'co' } },
  { form: 'lead_co', has: ['lead', 'co'], roles: { bare: 'co' } },
  {
    form: 'explicit_lead',
    has: ['lead'],
    any: ['plain', 'divided', 'bare', 'with', 'field-responsible'],
    roles: { plain: 'co', divided: 'co', bare: 'co', main: 'co', 'field-responsible': 'co' },
  },
  { form: 'explicit_lead', has: ['lead'], roles: {} },
  { form: 'labelled_fields', has: ['field-lead'], roles: { plain: 'co', divided: 'co' } },
  { form: 'labelled_fields', has: [], any: ['field-responsible', 'field-co'], roles: {} },
  {
    form: 'huitong',
    has: ['with', 'main'],
    roles: { main: 'lead', ...Object.fromEntries(REST.map((word) => [word, 'co'])) },
  },
  { form: 'responsible_co', has: ['plain', 'co'], roles: { plain: 'lead' } },
  { form: 'responsible_co', has: ['divided', 'co'], roles: { divided: 'lead' } },
  { form: 'responsible_plus_participants', has: ['plain', 'divided'], roles: { plain: 'lead', divided: 'co' } },
  { form: 'responsible_only', has: [], any: ['plain', 'divided'], roles: {} },
  { form: 'lead_co', has: ['co', 'bare'], roles: { bare: 'lead' } },
  { form: 'bare_list_no_keyword', has: [], any: ['bare'], roles: {} },
  { form: 'responsible_only', has: [], any: ['co', 'with', 'main'], roles: {} },
];

/** Who does what, decided by which words the note uses together. */
export function rolesOf(groups: readonly Group[]): { form: NoteForm; units: NotedUnit[] } {
  const filled = groups.filter(({ units }) => units.length > 0);
  const words = new Set(filled.map(({ by }) => by));
  const rule = FORMS.find(
    ({ has, any }) => has.every((word) => words.has(word)) && (!any || any.some((word) => words.has(word))),
  );
  if (!rule || (rule.form === 'responsible_plus_participants' && !plainComesFirst(filled))) {
    return { form: rule ? 'responsible_only' : 'no_units', units: withRoles(filled, {}) };
  }
  return { form: rule.form, units: withRoles(filled, rule.roles) };
}

/** 「A负责，B按职责分工负责」 has a first; 「A按职责分工负责，B负责」 has none. */
const plainComesFirst = (groups: readonly Group[]): boolean =>
  groups.findIndex(({ by }) => by === 'plain') < groups.findIndex(({ by }) => by === 'divided');

function withRoles(groups: readonly Group[], roles: FormRule['roles']): NotedUnit[] {
  const given: Partial<Record<GroupWord, Role>> = { ...ALWAYS, ...roles };
  const seen = new Set<string>();
  return groups
    .flatMap(({ by, units }) => units.map((unit) => ({ ...unit, role: given[by] ?? ('responsible' as const) })))
    .filter(({ name }) => !seen.has(name) && seen.add(name));
}
