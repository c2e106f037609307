import { describe, expect, it } from 'vitest';
import { customerName } from '@/domain/customers/customer-name';
import { valueBands } from '@/domain/customers/value-bands';
import { bandWords, countryName, customerDetail } from './customer-words';

const nobody = { id: '0198-abcdef', externalId: null, email: null, firstName: null, lastName: null };
const ada = { ...nobody, externalId: '12346', email: 'ada@example.test', firstName: 'Ada', lastName: 'Byron' };

describe('customerName', () => {
  it.each([
    [ada, 'Ada Byron', 'ada@example.test'],
    [{ ...ada, lastName: null, email: null }, 'Ada', '12346'],
    [{ ...ada, firstName: null, lastName: null }, 'ada@example.test', '12346'],
    [{ ...nobody, externalId: '12346' }, 'Customer 12346', null],
    [nobody, 'Visitor abcdef', null],
  ])('of %j', (customer, name, detail) => {
    expect(customerName(customer)).toBe(name);
    expect(customerDetail(customer)).toBe(detail);
  });
});

it('names countries, and leaves codes alone that are none', () => {
  expect(countryName('GB')).toBe('United Kingdom');
  expect(countryName('ZZ9')).toBe('ZZ9');
});

it('says bands of value with the ends the policy gives them', () => {
  const limits = { financial: { vipCents: 100_050, salesCents: 500_000 }, winback: { valuedFromCents: 30_000 } };
  expect(valueBands(limits).map((band) => bandWords(band, 'USD'))).toEqual([
    'Sales team: above $5,000',
    'VIP: $1,000.50 to $5,000',
    'Valued: $300 to $1,000.50',
    'Below $300',
    'Nothing yet',
  ]);
});
