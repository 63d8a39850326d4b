import pg from 'pg';
import type { GroupState, UnitState } from '#contracts';
import { PublicApi } from '../../../apps/standalone/src/sample/public-api.js';
import { newDataDirectory, removeDataDirectory, startInstance, type Instance, type Mode } from '../../demo/instance.js';
import { behindOf } from '../behind.js';
import type { LoadClient } from '../load-client.js';
import {
  requireFound,
  type Contender,
  type ContenderOptions,
  type Lifecycle,
  type StartContender,
} from './contender.js';
import { Desk, type Part } from './desk.js';

/** Tasks of a plan that is registered and issued in one go: an action plan of the sample's size. */
export const TASKS_OF_A_PLAN = 100;

/** The product: people of three roles, each signed in, through its public API. */
export function startProduct(mode: Mode): StartContender {
  return async ({ server, clients }: ContenderOptions): Promise<Contender> => {
    const url = await server.createDatabase(`lifecycle_${mode}`);
    const directory = await newDataDirectory();
    const instance = await startInstance(mode, directory, {
      DATABASE_URL: url,
      LOG_LEVEL: 'info', // the tasks service tells where it listens
      RATE_LIMIT_PER_MINUTE: '10000000',
      SIGN_IN_LIMIT_PER_MINUTE: '1000',
    });
    const stop = async (): Promise<void> => {
      await instance.stop();
      await removeDataDirectory(directory);
    };
    try {
      const everyone = PublicApi.at(instance.origin);
      const office = await everyone.signIn('office.coordinator', instance.passwords.sample);
      const lifecycles = lifecyclesOf(await desksOf(instance, url, clients), () => behindOf(office));
      return { url: instance.tasksUrl(), pid: instance.pid, lifecycles, stop };
    } catch (error) {
      await stop();
      throw error;
    }
  };
}

function lifecyclesOf(desks: readonly Desk[], behindNow: () => Promise<number>): Lifecycle[] {
  const waiting = desks.map((): Part[] => []);
  return [
    {
      name: 'a plan for each task',
      requests:
        "register with its unit, ask for the issue, approve; the unit's list; sign, report, ask for completion, complete; search",
      live: async (client, _, asClient) => {
        const desk = desks[asClient] as Desk;
        const [part] = await desk.issue(client, 1);
        if (part) await workOn(desk, client, part);
      },
      behind: behindNow,
    },
    {
      name: `plans of ${TASKS_OF_A_PLAN} tasks`,
      requests: `sign, report, ask for completion, complete; search; by the first of every ${TASKS_OF_A_PLAN} also: register, ask for the issue, approve; the unit's list`,
      live: async (client, _, asClient) => {
        const desk = desks[asClient] as Desk;
        const parts = waiting[asClient] as Part[];
        if (parts.length === 0) parts.push(...(await desk.issue(client, TASKS_OF_A_PLAN)));
        await workOn(desk, client, parts.pop() as Part);
      },
      behind: behindNow,
    },
  ];
}

async function workOn(desk: Desk, client: LoadClient, part: Part): Promise<void> {
  await desk.carryOut(client, part);
  requireFound(`task ${part.no} of plan ${part.planId}`, await desk.findCompleted(client, part));
}

/** A desk for each client: the office's coordinator, the leader, and the liaison officer of one district after the other. */
async function desksOf({ origin, passwords }: Instance, url: string, clients: number): Promise<Desk[]> {
  const api = PublicApi.at(origin);
  const office = await api.signIn('office.coordinator', passwords.sample);
  const leader = await api.signIn('group.leader', passwords.sample);
  const units = await office.list<UnitState>('/api/departments/units');
  const groups = await office.list<GroupState>('/api/departments/groups');
  const issuer = units.find(({ kind }) => kind === 'LEADING_GROUP');
  const group = groups.find(({ name }) => name === '各区政府');
  if (!issuer || !group) throw new Error('The sample holds no leading group or no group 各区政府.');
  const officers = await districtOfficers(url);
  if (officers.length === 0) throw new Error('The sample holds no district with a liaison officer.');
  const signedIn: { unitId: string; token: string }[] = [];
  for (const { unitId, username } of officers.slice(0, clients)) {
    signedIn.push({ unitId, token: tokenOf(await api.signIn(username, passwords.sample)) });
  }
  const shared = { office: tokenOf(office), leader: tokenOf(leader) };
  const parties = { issuerUnitId: issuer.unitId, memberGroupId: group.groupId };
  return Array.from({ length: clients }, (_, index) => {
    const { unitId, token } = signedIn[index % signedIn.length] as { unitId: string; token: string };
    return new Desk(`${index}`, parties, unitId, { ...shared, liaison: token });
  });
}

async function districtOfficers(url: string): Promise<{ unitId: string; username: string }[]> {
  const database = new pg.Client({ connectionString: url });
  await database.connect();
  try {
    const { rows } = await database.query<{ unitId: string; username: string }>(
      `SELECT DISTINCT ON (unit_id) unit_id AS "unitId", a.state->>'username' AS username
       FROM tasks.directory_account a JOIN tasks.directory_unit u USING (unit_id)
       WHERE a.roles @> '{LIAISON_OFFICER}' AND u.kind = 'DISTRICT' ORDER BY unit_id`,
    );
    return rows;
  } finally {
    await database.end();
  }
}

function tokenOf({ accessToken }: PublicApi): string {
  if (accessToken === null) throw new Error('Signing in gave no access token.');
  return accessToken;
}
