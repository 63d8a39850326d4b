export { REASONS, type ReasonName } from './coverage/reasons.js';
export { decompose, type Calendar } from './decompose.js';
export type { Comparator, Indicator } from './indicators/indicators.js';
export type { NoteForm, Role } from './notes/note.js';
export { decodeText } from './paper/decode.js';
export type { Block, Cell, Footnote, Paper, Paragraph, Place, Row, Table } from './paper/paper.js';
export { readPlainText } from './paper/plain-text.js';
export { joinWrapped } from './paper/wrapped.js';
export { RAISED, raisedMark } from './text/raised.js';
export type {
  Coverage,
  Deadline,
  PaperHead,
  Proposal,
  ProposedTask,
  ProposedTime,
  ProposedUnit,
  Sentence,
  SentencePlace,
  ShownPlace,
  SentenceState,
} from './proposal/proposal.js';
export { FIELD_REASONS, type Field, type FieldReason } from './proposal/reasons.js';
export { differenceOf, type ComparedPaper } from './revision/difference.js';
export type {
  Clause,
  DueChange,
  Exchanged,
  FieldChange,
  Matched,
  Pair,
  PlaceChange,
  Removed,
  Revision,
  RoleChange,
} from './revision/revision.js';
export { measuresOf } from './second-level/measures.js';
export {
  MEASURE_REASONS,
  type CarriedTask,
  type Measure,
  type MeasureReason,
  type SecondLevel,
  type TaskCandidate,
} from './second-level/second-level.js';
export type { TaskKind } from './tasks/draft.js';
export type { Cycle, Period } from './times/cycles.js';
export type { TimeKind } from './times/kinds.js';
export type { Relative } from './times/relative.js';
export { EMPTY_REGISTER, type Register, type RegisteredGroup, type RegisteredUnit } from './units/register.js';
export type { Candidate, MatchedBy, Resolution } from './units/resolve.js';
