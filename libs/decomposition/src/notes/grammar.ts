import { parseUnitList, type KnownName, type NamedUnit } from '../units/list.js';
import { mentionsTime } from '../times/mentions.js';
import type { Note, NoteTime } from './note.js';
import { rolesOf, type Group, type GroupWord } from './roles.js';
import { statementIn } from './statements.js';
import { tokensOf, type Token } from './tokens.js';
import { CONTINUING, type FieldKind } from './vocabulary.js';

/*
 * note   := clause ((','|';'|'。') clause)*
 * clause := label? names? (verb object? | 会同 names verb?)*  |  statement  |  time
 * names  := unit (('、'|','|和|及|…) unit)* 等?
 *
 * A comma may stand inside a list, so names wait until a verb, a label or the end of the note says what they are.
 */

interface State {
  readonly raw: string;
  readonly text: string;
  readonly known: KnownName;
  readonly groups: Group[];
  waiting: NamedUnit[];
  /** The field whose value is being read. */
  field: FieldKind | undefined;
  /** Whether a 会同 stands before the waiting names. */
  together: boolean;
  /** Whether the clause has had its verb: what follows is its object and no unit. */
  afterVerb: boolean;
  open: boolean;
  readonly times: NoteTime[];
  readonly people: string[];
  readonly added: NamedUnit[];
  firstIsLead: boolean;
}

/** Reads the text of a note, `raw` and folded. `field` is what a column or a line already says it holds. */
export function parseNote(raw: string, text: string, known: KnownName = () => false, field?: FieldKind): Note {
  const state: State = {
    raw,
    text,
    known,
    groups: [],
    waiting: [],
    field,
    together: false,
    afterVerb: false,
    open: false,
    times: [],
    people: [],
    added: [],
    firstIsLead: false,
  };
  for (const clause of clausesOf(tokensOf(text))) readClause(state, clause);
  settle(state, wordOf(state));
  const { groups, waiting: _, field: _field, together: _together, afterVerb: _after, ...said } = state;
  return {
    ...rolesOf(groups),
    open: said.open,
    times: said.times,
    people: said.people,
    added: said.added,
    firstIsLead: said.firstIsLead,
    holdsOn: /下同|以下|各项|全文/.test(text),
  };
}

function clausesOf(tokens: readonly Token[]): Token[][] {
  const clauses: Token[][] = [[]];
  for (const token of tokens) {
    clauses.at(-1)?.push(token);
    if (token.kind === 'comma' || token.kind === 'stop') clauses.push([]);
  }
  return clauses.filter((clause) => clause.length > 0);
}

function readClause(state: State, clause: readonly Token[]): void {
  state.afterVerb = false;
  if (readStatement(state, clause)) return;
  for (const token of clause) readToken(state, token);
}

/** Labels with a remark in brackets (责任单位（列第一位的为牵头单位）：) say it as well. */
function readStatement(state: State, clause: readonly Token[]): boolean {
  for (const token of clause) {
    if (token.kind === 'label' && statementIn(token.inside)?.kind === 'first-is-lead') state.firstIsLead = true;
  }
  const { from, to } = extentOf(clause);
  const statement = statementIn(state.text.slice(from, to));
  if (statement?.kind === 'first-is-lead') state.firstIsLead = true;
  if (statement?.kind === 'adds-units') addUnits(state, from + statement.from, from + statement.to);
  return statement !== undefined;
}

/** The clause without the sign that ends it. */
function extentOf(clause: readonly Token[]): { from: number; to: number } {
  const said = clause.filter(({ kind }) => kind !== 'comma' && kind !== 'stop');
  return { from: said[0]?.from ?? 0, to: said.at(-1)?.to ?? 0 };
}

function addUnits({ raw, text, known, added }: State, from: number, to: number): void {
  added.push(...parseUnitList(raw.slice(from, to), text.slice(from, to), known).units);
}

function readToken(state: State, token: Token): void {
  if (token.kind === 'label') startField(state, token.field);
  else if (token.kind === 'verb') settle(state, state.together ? 'with' : token.role, true);
  else if (token.kind === 'together') startTogether(state);
  else if (token.kind === 'stop' && state.field === undefined) settle(state, wordOf(state));
  else if (token.kind === 'text') readText(state, token.from, token.to);
}

function startField(state: State, field: FieldKind): void {
  settle(state, wordOf(state));
  state.field = field;
}

/** 「A会同B负责」: A is the main unit. After 「A牵头，」 there is one already. */
function startTogether(state: State): void {
  if (state.waiting.length > 0) settle(state, state.together ? 'with' : 'main');
  state.together = true;
  state.afterVerb = false;
}

function readText(state: State, from: number, to: number): void {
  const raw = state.raw.slice(from, to).trim();
  const text = state.text.slice(from, to).trim();
  if (state.field === 'deadline') addTime(state, raw, true);
  else if (state.field === 'person') state.people.push(raw);
  else if (state.afterVerb) return;
  else if (mentionsTime(text) || CONTINUING.test(text)) addTime(state, raw, false);
  else {
    const list = parseUnitList(state.raw.slice(from, to), state.text.slice(from, to), state.known);
    for (const unit of list.units) {
      const leading = LEADING.exec(unit.name)?.[0].length ?? 0;
      if (leading > 0) state.groups.push({ by: 'lead', units: [withoutEnd(unit, leading)] });
      else state.waiting.push(unit);
    }
    state.open ||= list.open;
  }
}

/** 「市市场监管局（牵头）、市科技局」 */
const LEADING = /\((?:牵头|主责|主办|牵头单位|牵头部门|主责单位)\)$/;

const withoutEnd = (unit: NamedUnit, length: number): NamedUnit => ({
  ...unit,
  raw: unit.raw.slice(0, -length),
  name: unit.name.slice(0, -length),
});

function addTime(state: State, raw: string, labelled: boolean): void {
  state.times.push({ raw, labelled });
}

/** Gives the waiting names to `by`. */
function settle(state: State, by: GroupWord | undefined, verb = false): void {
  if (state.waiting.length > 0 && by) state.groups.push({ by, units: state.waiting });
  state.waiting = [];
  state.together = false;
  state.afterVerb = verb;
}

/** What names are that no verb follows. */
function wordOf({ field, together }: State): GroupWord {
  if (together) return 'with';
  return field === 'lead' || field === 'co' || field === 'responsible' ? `field-${field}` : 'bare';
}
