import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Proposal, ProposedTask } from '#decomposition';
import { carried } from './read.js';

/** A paper of one's own with what a clerk reads in it. */
export interface ReadByClerk {
  readonly name: string;
  readonly text: string;
  readonly tasks: readonly ClerkTask[];
  /** Beginnings of the sentences that a person must decide on. */
  readonly open: readonly string[];
}

/**
 * A line of the truth: words of the task, then `lead=`, `co=`, `resp=`, `due=`, `ind=`. `*` asks nothing of a field. A line
 * `open: ` names a sentence that a person must decide on.
 */
interface ClerkTask {
  readonly words: string;
  readonly fields: Readonly<Record<string, string>>;
}

const OPEN = 'open: ';
const FOLDER = path.resolve(import.meta.dirname, '../unseen');

export function papersOfClerk(): ReadByClerk[] {
  return readdirSync(FOLDER)
    .sort()
    .map((file) => {
      const [text = '', truth = ''] = readFileSync(path.join(FOLDER, file), 'utf8').split('\n===\n');
      const lines = truth.trim().split('\n');
      const tasks = lines.filter((line) => !line.startsWith(OPEN)).map(taskOf);
      const open = lines.filter((line) => line.startsWith(OPEN)).map((line) => line.slice(OPEN.length));
      return { name: file.replace('.txt', ''), text, tasks, open };
    });
}

function taskOf(line: string): ClerkTask {
  const [words = '', ...fields] = line.split('|').map((part) => part.trim());
  return { words, fields: Object.fromEntries(fields.map((field) => field.split(/=(.*)/s).slice(0, 2))) };
}

const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[〔【]/g, '(')
    .replace(/[〕】]/g, ')');
const namesIn = (list: string): string[] =>
  (list.match(/(?:「[^」]*」|（[^）]*）|\([^)]*\)|[^、])+/g) ?? [])
    .map((name) => folded(name.replace(/[「」]/g, '')))
    .sort();

/** What the parser understood otherwise than the clerk, in words; empty where both agree. */
export function differencesFromClerk({ tasks, open: left }: ReadByClerk, proposal: Proposal): string[] {
  const rest = [...proposal.tasks];
  const found = tasks.flatMap(({ words, fields }) => {
    const at = rest.findIndex(({ title, text }) => folded(`${title}。${text.value}`).includes(folded(words)));
    const [task] = at < 0 ? [] : rest.splice(at, 1);
    return task ? differencesOf(task, fields).map((difference) => `${words}: ${difference}`) : [`${words}: not found`];
  });
  const sentences = proposal.sentences.filter(({ state }) => state === 'open').map(({ text }) => text);
  const open = sentences.filter((text) => !left.some((words) => text.startsWith(words)));
  const decided = left.filter((words) => !sentences.some((text) => text.startsWith(words)));
  return [
    ...found,
    ...rest.map(({ title }) => `${title}: is no task`),
    ...open.map((text) => `${OPEN}${text}`),
    ...decided.map((words) => `${words}: is not open`),
  ];
}

function differencesOf(task: ProposedTask, fields: ClerkTask['fields']): string[] {
  const { lead, co, responsible } = carried(task) ?? { lead: [], co: [], responsible: [] };
  const indicators = task.indicators.map(({ comparator, value, unit }) => `${comparator}${value}${unit}`);
  const said: Record<string, string[]> = { lead, co, resp: responsible, due: dueOf(task), ind: indicators };
  return Object.entries(said).flatMap(([field, values]) => {
    const wanted = fields[field] ?? '';
    if (wanted === '*') return [];
    const expected =
      field === 'ind'
        ? wanted
            .split(';')
            .filter((each) => each !== '')
            .sort()
        : namesIn(wanted);
    const is = field === 'ind' ? values.toSorted() : values.map(folded).sort();
    return is.join('、') === expected.join('、') ? [] : [`${field} is ${is.join('、')}, not ${expected.join('、')}`];
  });
}

function dueOf({ deadline: { value } }: ProposedTask): string[] {
  if (value.continuing) return ['continuing'];
  return [value.due ?? value.raw].filter((due) => due !== '');
}
