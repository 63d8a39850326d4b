import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { anyFreePort } from '../../../deploy/local/port.js';
import {
  requireFound,
  Unavailable,
  type Contender,
  type ContenderOptions,
  type Lifecycle,
} from '../lifecycle/contender.js';
import type { Shot } from '../load-client.js';
import { runProgram, startProgram } from './program.js';

const PACKAGE = '/usr/share/redmine';
const INSTALL =
  'echo "redmine redmine/instances/default/dbconfig-install boolean false" | debconf-set-selections; ' +
  'apt-get install --no-install-recommends redmine redmine-pgsql puma';

/** A worker for each of two cores, as many threads as Rails has connections. */
const WORKERS = 2;
const THREADS = 5;

/** An office that manages the project, officers that work in it, and their keys to the REST API; nobody gets e-mail. */
const SEED = `
Setting.rest_api_enabled = '1'
project = Project.create!(name: 'Bench', identifier: 'bench', is_public: false, trackers: Tracker.all, enabled_module_names: ['issue_tracking'])
person = lambda do |login, role|
  user = User.new(firstname: login, lastname: 'Bench', mail: "#{login}@example.org", mail_notification: 'none', status: 1)
  user.login = login
  user.password = user.password_confirmation = SecureRandom.hex(16)
  user.save!
  Member.create!(project: project, principal: user, roles: [Role.find_by!(name: role)])
  { id: user.id, key: user.api_key }
end
office = person.call('office', 'Manager')
officers = Array.new(Integer(ENV.fetch('OFFICERS'))) { |n| person.call("officer#{n}", 'Developer') }
status = lambda { |name| IssueStatus.find_by!(name: name).id }
ids = { project: project.id, tracker: Tracker.find_by!(name: 'Support').id, resolved: status.call('Resolved'), closed: status.call('Closed') }
File.write(ENV.fetch('SEEDED'), JSON.generate(ids.merge(office: office, officers: officers)))
`;

interface Person {
  id: number;
  key: string;
}

interface Seeded {
  project: number;
  tracker: number;
  resolved: number;
  closed: number;
  office: Person;
  officers: Person[];
}

/** Redmine of Debian's package under Puma, in production mode, on the run's PostgreSQL. */
export async function startRedmine({ server, clients, say }: ContenderOptions): Promise<Contender> {
  if (!existsSync(path.join(PACKAGE, 'config.ru'))) throw new Unavailable(`Redmine is not installed. ${INSTALL}`);
  const directory = await mkdtemp(path.join(tmpdir(), 'lianban-redmine-'));
  const discard = () => rm(directory, { recursive: true, force: true });
  try {
    const cwd = path.join(directory, 'app');
    await copyPackage(cwd);
    const seededFile = path.join(directory, 'seeded.json');
    const env = {
      REDMINE_INSTANCE: 'bench',
      RAILS_ENV: 'production',
      BUNDLE_WITHOUT: 'test:development',
      REDMINE_LANG: 'en',
      SCHEMA: '/dev/null',
      DATABASE_URL: await server.createDatabase('lifecycle_redmine'),
      OFFICERS: String(clients),
      SEEDED: seededFile,
    };
    const run = (...args: string[]) => runProgram({ command: 'bundle', args, cwd, env });
    say('  making its tables');
    await run('install', '--local', '--quiet');
    await run('exec', 'rake', 'db:migrate');
    await run('exec', 'rake', 'redmine:load_default_data');
    await run('exec', 'rails', 'runner', path.join(cwd, 'seed.rb'));
    const seeded = JSON.parse(await readFile(seededFile, 'utf8')) as Seeded;
    const url = `http://127.0.0.1:${await anyFreePort()}`;
    const program = await startProgram({
      command: 'bundle',
      args: [
        'exec',
        'puma',
        '-e',
        'production',
        '-w',
        `${WORKERS}`,
        '-t',
        `${THREADS}:${THREADS}`,
        '-b',
        url.replace('http', 'tcp'),
      ],
      cwd,
      env,
      readyAt: url,
    });
    const stop = async (): Promise<void> => {
      await program.stop();
      await discard();
    };
    return { url, pid: program.pid, lifecycles: [lifecycleOf(seeded)], stop };
  } catch (error) {
    await discard();
    throw error;
  }
}

/** The package's own installation is left alone: a copy has an instance, a lock file and a server of its own. */
async function copyPackage(to: string): Promise<void> {
  const left = ['instances', 'Gemfile.lock', 'config/database.yml', 'public'].map((name) => path.join(PACKAGE, name));
  await cp(PACKAGE, to, { recursive: true, dereference: true, filter: (source) => !left.includes(source) });
  const instance = path.join(to, 'instances', 'bench');
  for (const name of ['config', 'log', 'tmp', 'files']) await mkdir(path.join(instance, name), { recursive: true });
  const gemfile = await readFile(path.join(PACKAGE, 'Gemfile'), 'utf8');
  await writeFile(path.join(to, 'Gemfile'), gemfile.replaceAll(PACKAGE, to));
  await writeFile(path.join(to, 'Gemfile.local'), 'gem "puma"\n');
  await writeFile(
    path.join(instance, 'config', 'database.yml'),
    `production:\n  adapter: postgresql\n  encoding: utf8\n  pool: ${THREADS}\n`,
  );
  await writeFile(path.join(instance, 'config', 'secret_key.txt'), randomBytes(64).toString('hex'));
  await writeFile(path.join(to, 'seed.rb'), SEED);
}

function lifecycleOf({ project, tracker, resolved, closed, office, officers }: Seeded): Lifecycle {
  return {
    name: 'an issue',
    requests: 'create for an officer, resolve with a note, close; search by its subject among the closed',
    live: async (client, index, asClient) => {
      const officer = officers[asClient] as Person;
      const subject = `负载任务${asClient}-${index}-${performance.now()}。`;
      const issue = {
        project_id: project,
        tracker_id: tracker,
        subject,
        description: '由各区政府组织落实，按月反馈进展。',
        assigned_to_id: officer.id,
        due_date: `${new Date().getFullYear() + 1}-11-30`,
      };
      const created = await client.ask(write('POST', '/issues.json', office, { issue }));
      const { id } = (JSON.parse(created) as { issue: { id: number } }).issue;
      const report = { status_id: resolved, done_ratio: 100, notes: '已完成标准比对和企业走访。' };
      await client.ask(write('PUT', `/issues/${id}.json`, officer, { issue: report }));
      await client.ask(write('PUT', `/issues/${id}.json`, office, { issue: { status_id: closed, notes: '同意办结' } }));
      const search = `/issues.json?project_id=${project}&status_id=closed&subject=${encodeURIComponent(subject)}`;
      const found = await client.ask({ method: 'GET', path: search, headers: keyOf(office) });
      requireFound(`issue ${id}`, (JSON.parse(found) as { issues: unknown[] }).issues.length);
    },
  };
}

function write(method: 'POST' | 'PUT', at: string, person: Person, body: object): Shot {
  return { method, path: at, headers: keyOf(person), body: JSON.stringify(body) };
}

function keyOf({ key }: Person): Record<string, string> {
  return { 'x-redmine-api-key': key };
}
