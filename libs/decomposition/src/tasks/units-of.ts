import type { Note, NotedUnit } from '../notes/note.js';
import type { FieldReason } from '../proposal/reasons.js';
import { BEFORE_ALL, comparePlaces, placeIn, type TextPlace } from '../text/order.js';
import { unitsInText } from '../units/in-text.js';
import type { KnownName, NamedUnit } from '../units/list.js';
import type { Draft } from './draft.js';
import type { PaperRules } from './paper-rules.js';

/** Who carries a task, and what says so. */
export interface CarriedBy {
  readonly form: string;
  readonly units: readonly NotedUnit[];
  readonly added: readonly NamedUnit[];
  readonly unitReasons: readonly FieldReason[];
  readonly leadReasons: readonly FieldReason[];
}

export function carriedBy(draft: Draft, rules: PaperRules, raw: string, folded: string, known: KnownName): CarriedBy {
  const notes = [...draft.notes.map(({ note }) => note), ...draft.columnNotes.map(({ note }) => note)];
  const named = namedIn(draft, notes, raw, folded, known);
  const place = placeOf(draft);
  const led = firstLeads(named, notes, rules, place) ? withFirstAsLead(named) : named;
  const own = new Set(led.units.map(({ name }) => name));
  const added = rules.added
    .filter(({ from }) => comparePlaces(from, place) <= 0)
    .flatMap(({ units }) => units)
    .filter(({ name }) => !own.has(name));
  return {
    ...led,
    added,
    unitReasons: [...led.unitReasons, ...(added.length > 0 ? (['added-by-paper-rule'] as const) : [])],
    leadReasons: leadReasons(led),
  };
}

type Named = Pick<CarriedBy, 'form' | 'units' | 'unitReasons'>;

function namedIn(draft: Draft, notes: readonly Note[], raw: string, folded: string, known: KnownName): Named {
  const speaking = notes.filter(({ units }) => units.length > 0);
  if (speaking.length > 0) {
    const open = speaking.some((note) => note.open);
    return {
      form: formOf(draft, speaking),
      units: merged(speaking.flatMap(({ units }) => units)),
      unitReasons: [
        draft.columnNotes.length > 0 ? 'named-in-column' : 'named-in-note',
        ...(speaking[0]?.form === 'bare_list_no_keyword' ? (['list-without-keyword'] as const) : []),
        ...(draft.origin === 'heading-note' ? (['units-in-heading'] as const) : []),
        ...(open ? (['open-list'] as const) : []),
      ],
    };
  }
  if (draft.headUnits.length > 0) {
    const units = draft.headUnits.map((unit) => ({ ...unit, role: 'responsible' as const }));
    return { form: 'unit_heading', units, unitReasons: ['heading-is-unit'] };
  }
  const inText = unitsInText(raw, folded, known);
  if (inText) return { form: 'in_text', units: inText.units, unitReasons: ['named-in-text'] };
  return { form: 'no_units', units: [], unitReasons: ['no-unit-named'] };
}

function formOf(draft: Draft, notes: readonly Note[]): string {
  if (draft.columnNotes.length === 0) return notes[0]?.form ?? 'no_units';
  return notes.some(({ units }) => units.some(({ role }) => role === 'lead')) ? 'table_lead' : 'table_responsible';
}

/** A unit that two fields name keeps its first role. */
function merged(units: readonly NotedUnit[]): NotedUnit[] {
  const seen = new Set<string>();
  return units.filter(({ name }) => !seen.has(name) && seen.add(name));
}

function placeOf(draft: Draft): TextPlace {
  const line = draft.notes[0]?.span.line ?? draft.text[0]?.line;
  return line ? placeIn(line) : BEFORE_ALL;
}

function firstLeads(named: Named, notes: readonly Note[], rules: PaperRules, place: TextPlace): boolean {
  if (named.units.some(({ role }) => role === 'lead') || named.form === 'in_text') return false;
  const { firstIsLeadFrom: from } = rules;
  return notes.some(({ firstIsLead }) => firstIsLead) || (from !== undefined && comparePlaces(from, place) <= 0);
}

/** The first of the list leads, the others work with it. A group cannot lead. */
function withFirstAsLead(named: Named): Named {
  const [first] = named.units.filter(({ role }) => role === 'responsible');
  if (!first || first.group) return named;
  return {
    form: 'first_is_lead',
    units: named.units.map((unit) => ({ ...unit, role: unit === first ? 'lead' : 'co' })),
    unitReasons: named.unitReasons,
  };
}

const LEAD_REASONS: Readonly<Record<string, FieldReason>> = {
  first_is_lead: 'first-is-lead-rule',
  responsible_plus_participants: 'responsible-beside-others',
  responsible_co: 'responsible-beside-others',
  huitong: 'works-with-others',
  in_text: 'named-in-text',
};

function leadReasons({ form, units }: Named): FieldReason[] {
  if (!units.some(({ role }) => role === 'lead')) return ['no-lead-named'];
  return [LEAD_REASONS[form] ?? 'says-lead'];
}
