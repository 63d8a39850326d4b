import { RAISED } from '../text/raised.js';
import { LABELS, VERB_STARTS, VERBS, type FieldKind, type VerbRole } from './vocabulary.js';

/** The pieces of a note. `from` and `to` are offsets into it. */
export type Token = { readonly from: number; readonly to: number } & (
  | { readonly kind: 'text' }
  | { readonly kind: 'label'; readonly field: FieldKind; readonly inside: string }
  | { readonly kind: 'verb'; readonly role: VerbRole }
  | { readonly kind: 'together' }
  /** `,` joins and separates; `;` and `。` separate. */
  | { readonly kind: 'comma' }
  | { readonly kind: 'stop' }
);

const FIELD_OF = new Map(LABELS.flatMap(({ kind, words }) => words.map((word) => [word, kind] as const)));
const LABEL_STARTS = new Set([...FIELD_OF.keys()].map((word) => word.charAt(0)));
const LABEL_WORDS = [...FIELD_OF.keys()].sort((a, b) => b.length - a.length).join('|');
/** A label: its word, perhaps spaced (「责 任 单 位」), perhaps with a remark in brackets, and a colon. */
const LABEL = new RegExp(`(?:的)?(${LABEL_WORDS.replaceAll(/(?<=[^|])(?=[^|])/g, ' ?')}) ?(?:\\(([^()]*)\\))? ?:`, 'y');
/** Without a colon, where the text goes on at once: 「牵头单位 市教育局」. Only at the start of a clause. */
const SPACED_LABEL = new RegExp(
  `(${LABEL_WORDS.split('|')
    .filter((word) => word.length > 3)
    .join('|')}) (?=[^ ])`,
  'y',
);

const CLAUSE_END = new RegExp(`^[ ①-⑳*${RAISED}]*(?:[,;。)、.]|$|(?:列|排)第|会同|由|不再|下同)`);
const TOGETHER_WORDS = ['并会同', '会同', '联合'];

/** Takes folded text apart; spaces stay in the text. */
export function tokensOf(note: string): Token[] {
  const tokens: Token[] = [];
  let textFrom = 0;
  let depth = 0;
  let at = 0;
  const textUntil = (end: number): void => {
    if (note.slice(textFrom, end).trim() !== '') tokens.push({ kind: 'text', from: textFrom, to: end });
  };
  while (at < note.length) {
    if (note[at] === '(') depth++;
    if (note[at] === ')') depth = Math.max(0, depth - 1);
    const token = depth > 0 ? undefined : tokenAt(note, at, atClauseStart(note, textFrom, at));
    if (token) {
      textUntil(at);
      tokens.push(token);
      textFrom = at = token.to;
    } else at++;
  }
  textUntil(note.length);
  return tokens;
}

const atClauseStart = (note: string, textFrom: number, at: number): boolean => note.slice(textFrom, at).trim() === '';

function tokenAt(note: string, at: number, clauseStart: boolean): Token | undefined {
  const sign = note[at] ?? '';
  if (sign === ',') return { kind: 'comma', from: at, to: at + 1 };
  if (sign === ';' || sign === '。') return { kind: 'stop', from: at, to: at + 1 };
  return labelAt(note, at, clauseStart) ?? verbAt(note, at) ?? togetherAt(note, at, clauseStart);
}

export function labelAt(note: string, at: number, clauseStart: boolean): (Token & { kind: 'label' }) | undefined {
  if (!LABEL_STARTS.has(note[at] ?? '')) return undefined;
  LABEL.lastIndex = at;
  SPACED_LABEL.lastIndex = at;
  const match = LABEL.exec(note) ?? (clauseStart ? SPACED_LABEL.exec(note) : null);
  const field = FIELD_OF.get(match?.[1]?.replaceAll(' ', '') ?? '');
  if (!match || !field || insideName(note, at)) return undefined;
  return { kind: 'label', field, inside: match[2] ?? '', from: at, to: at + match[0].length };
}

/** A word of a longer label is not a label: 「其他牵头单位：」 is read as a whole or not at all. */
function insideName(note: string, at: number): boolean {
  return /[\p{Script=Han}]/u.test(note[at - 1] ?? '') && !/[位门方局委厅部办府]/.test(note[at - 1] ?? '');
}

function verbAt(note: string, at: number): (Token & { kind: 'verb' }) | undefined {
  if (!VERB_STARTS.has(note[at] ?? '')) return undefined;
  for (const { role, pattern, atClauseEnd } of VERBS) {
    pattern.lastIndex = at;
    const match = pattern.exec(note);
    if (match && (!atClauseEnd || CLAUSE_END.test(note.slice(at + match[0].length, at + match[0].length + 8)))) {
      return { kind: 'verb', role, from: at, to: at + match[0].length };
    }
  }
  return undefined;
}

/** 会同, and 商 between two units; 商 is also the first sign of 商务部. */
function togetherAt(note: string, at: number, clauseStart: boolean): (Token & { kind: 'together' }) | undefined {
  const word = TOGETHER_WORDS.find((each) => note.startsWith(each, at));
  if (word === '联合' && (clauseStart || !/^联合[^会国体]/.test(note.slice(at, at + 3)))) return undefined;
  if (word) return { kind: 'together', from: at, to: at + word.length };
  const consults =
    note[at] === '商' && /[局委厅部办署行会]/.test(note[at - 1] ?? '') && !'务会人业'.includes(note[at + 1] ?? '务');
  return consults ? { kind: 'together', from: at, to: at + 1 } : undefined;
}
