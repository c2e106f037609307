import { describe, expect, it } from 'vitest';
import { countryName, customerDetail, customerName } from './customer-words';

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
