import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Proposal, ProposedTask } from '#decomposition';
import { carried } from './read.js';

/** A paper of one's own with what a clerk reads in it. */
export interface ReadByClerk {
  readonly name: string;
  readonly text: string;
  readonly tasks: readonly ClerkTask[];
}

/** A line of the truth: words of the task, then `lead=`, `co=`, `resp=`, `due=`, `ind=`. `*` asks nothing of a field. */
interface ClerkTask {
  readonly words: string;
  readonly fields: Readonly<Record<string, string>>;
}

const FOLDER = path.resolve(import.meta.dirname, '../unseen');

export function papersOfClerk(): ReadByClerk[] {
  return readdirSync(FOLDER)
    .sort()
    .map((file) => {
      const [text = '', truth = ''] = readFileSync(path.join(FOLDER, file), 'utf8').split('\n===\n');
      return { name: file.replace('.txt', ''), text, tasks: truth.trim().split('\n').map(taskOf) };
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
  list
    .split(/、(?![^（(「]*[）)」])/)
    .filter((name) => name !== '')
    .map((name) => folded(name.replace(/[「」]/g, '')))
    .sort();

/** What the parser understood otherwise than the clerk, in words; empty where both agree. */
export function differencesFromClerk({ tasks }: ReadByClerk, proposal: Proposal): string[] {
  const rest = [...proposal.tasks];
  const found = tasks.flatMap(({ words, fields }) => {
    const at = rest.findIndex(({ title, text }) => folded(`${title}。${text.value}`).includes(folded(words)));
    const [task] = at < 0 ? [] : rest.splice(at, 1);
    return task ? differencesOf(task, fields).map((difference) => `${words}: ${difference}`) : [`${words}: not found`];
  });
  const open = proposal.sentences.filter(({ state }) => state === 'open').map(({ text }) => `open: ${text}`);
  return [...found, ...rest.map(({ title }) => `${title}: is no task`), ...open];
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
