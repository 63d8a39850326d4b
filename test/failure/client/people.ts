import { HttpClient } from './http-client.js';
import { Person } from './person.js';

export interface Passwords {
  admin: string;
  sample: string;
}

export interface District {
  unitId: string;
  name: string;
  liaison: string;
  approver: string;
}

interface Unit {
  unitId: string;
  name: string;
  kind: string;
}

export const COORDINATOR = 'office.coordinator';
export const LEADER = 'group.leader';
export const ASSESSOR = 'office.assessor';
export const ADMINISTRATOR = 'admin';

const SIGN_IN_WITHIN_MS = 30_000;

/** The accounts of the sample, signed in when they are first needed, and the units that they work for. */
export class People {
  private readonly client: HttpClient;
  private readonly signedIn = new Map<string, Promise<Person>>();
  districts: District[] = [];
  /** Units that carry no task here: renaming them disturbs nobody's work. */
  departments: Unit[] = [];
  leadingGroupId = '';
  memberGroupId = '';
  districtGroupId = '';

  private constructor(
    origin: string,
    private readonly passwords: Passwords,
  ) {
    this.client = new HttpClient(origin);
  }

  /** Signs the office in and looks up what the register holds. */
  static async meet(origin: string, passwords: Passwords): Promise<People> {
    const people = new People(origin, passwords);
    const units = await people.list<Unit>('/api/departments/units');
    const groups = await people.list<{ groupId: string; name: string }>('/api/departments/groups');
    const accounts = await people.list<{ unitId: string; username: string }>(
      '/api/departments/accounts',
      ADMINISTRATOR,
    );
    const usernameOf = (unitId: string, ending: string) =>
      accounts.find((account) => account.unitId === unitId && account.username.endsWith(ending))?.username ?? '';
    people.districts = units
      .filter(({ kind }) => kind === 'DISTRICT')
      .map(({ unitId, name }) => ({
        unitId,
        name,
        liaison: usernameOf(unitId, '.liaison'),
        approver: usernameOf(unitId, '.approver'),
      }));
    people.departments = units.filter(({ kind }) => kind === 'DEPARTMENT');
    people.leadingGroupId = units.find(({ kind }) => kind === 'LEADING_GROUP')?.unitId ?? '';
    people.memberGroupId = groups.find(({ name }) => name === '领导小组成员单位')?.groupId ?? '';
    people.districtGroupId = groups.find(({ name }) => name === '各区政府')?.groupId ?? '';
    return people;
  }

  close(): void {
    this.client.close();
  }

  as(username: string): Promise<Person> {
    let person = this.signedIn.get(username);
    if (!person) {
      person = this.signIn(username);
      this.signedIn.set(username, person);
      person.catch(() => this.signedIn.delete(username)); // tried again when it is next needed
    }
    return person;
  }

  private async signIn(username: string): Promise<Person> {
    const password = username === ADMINISTRATOR ? this.passwords.admin : this.passwords.sample;
    const person = new Person(this.client, username, password);
    await person.signIn(Date.now() + SIGN_IN_WITHIN_MS);
    return person;
  }

  private async list<T>(path: string, username = COORDINATOR): Promise<T[]> {
    const person = await this.as(username);
    return person.readAll<T>(path, Date.now() + SIGN_IN_WITHIN_MS);
  }
}
