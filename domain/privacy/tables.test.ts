import { expect, it } from 'vitest';
import { fatesOf, handedOut, isPersonTable } from './table-plan';
import { PERSON_TABLES, TABLES } from './tables';

it('lists no table twice, and no column of a table twice', () => {
  const names = TABLES.map(({ table }) => table);
  expect(names).toEqual([...new Set(names)]);
  for (const plan of TABLES) {
    const text = isPersonTable(plan) ? Object.values(plan.columns).join(' ') : plan.columns;
    const columns = text.split(/\s+/);
    expect([plan.table, columns.length]).toEqual([plan.table, fatesOf(plan).size]);
  }
});

it('lets go whole rows or single columns of a table, never both', () => {
  for (const plan of PERSON_TABLES) {
    const fates = new Set(fatesOf(plan).values());
    expect([plan.table, fates.has('gone')]).toEqual([plan.table, plan.rows === 'delete']);
    if (plan.rows === 'keep') expect([plan.table, ...fates]).toEqual([plan.table, 'keep']);
    if (plan.rows === 'pseudonymise') expect(fates.size).toBeGreaterThan(1);
  }
});

it('hands out something of every table, and withholds only columns it has', () => {
  for (const plan of PERSON_TABLES) {
    const columns = [...fatesOf(plan).keys()];
    const withheld = plan.withheld?.split(/\s+/) ?? [];
    expect(withheld.filter((column) => !columns.includes(column))).toEqual([]);
    if (plan.table !== 'event_pending') expect(handedOut(plan).length).toBeGreaterThan(0);
  }
});

it('erases who the person is last', () => {
  expect(PERSON_TABLES.slice(-2).map(({ table }) => table)).toEqual(['customer_identity', 'customer']);
});
