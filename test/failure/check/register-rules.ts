import { compareSets, type Evidence, type Rule } from './rule.js';
import { SERVICES, type Service } from './tables.js';

/** Each service's copy of the register, its clock included, is the register. */
export const COPIES_AGREE: Rule = {
  name: 'copies of the register agree with it',
  differences: (evidence) => {
    const own = namesIn(evidence, 'departments');
    const expected = new Map(own.map((name) => [name, 'the register has it']));
    return SERVICES.filter((service) => service !== 'departments').flatMap((service) =>
      compareSets(`in ${service},`, expected, namesIn(evidence, service)),
    );
  },
};

function namesIn({ tables }: Evidence, service: Service): string[] {
  const here = <T extends { service: Service }>(rows: readonly T[]) => rows.filter((row) => row.service === service);
  return [
    ...here(tables.units).map(({ unitId, name }) => `unit ${unitId} called ${name}`),
    ...here(tables.accounts).map(
      ({ accountId, unitId, roles, disabled }) =>
        `account ${accountId} of ${unitId} with ${roles.toSorted().join()}${disabled ? ', disabled' : ''}`,
    ),
    ...here(tables.clocks).map(({ now }) => `clock at ${now}`),
  ];
}
