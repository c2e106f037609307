import { expect, it } from 'vitest';
import { CURRENCIES } from '../shared/currencies';
import { formatMoney } from '../shared/format-money';
import { checkDocument } from './check-document';
import { defaultPolicyIn, describePolicyIn } from './default-policy';
import { POLICY_DESCRIPTION } from './describe';
import { DEFAULT_POLICY } from './policy';

it.each([
  ['USD', '$1,000.00', '$20.00', ['$100.00', '$500.01']],
  ['GBP', '£1,000.00', '£20.00', ['£100.00', '£500.01']],
  ['JPY', '¥100,000', '¥2,000', ['¥10,000', '¥50,001']],
  ['KWD', 'KWD\u00a0300.000', 'KWD\u00a06.000', ['KWD\u00a030.000', 'KWD\u00a0150.001']],
  ['SEK', 'kr\u00a010,000.00', 'kr\u00a0200.00', ['kr\u00a01,000.00', 'kr\u00a05,000.01']],
])('a VIP, the least cart and the ladder in %s are amounts of a shop there', (currency, vip, cart, ladder) => {
  const policy = defaultPolicyIn(currency);
  const money = (cents: number) => formatMoney(cents, currency, 'en-US');
  expect(money(policy.financial.vipCents)).toBe(vip);
  expect(money(policy.cart.minValueCents)).toBe(cart);
  expect(policy.cart.ladder.flatMap(({ belowCents }) => (belowCents === null ? [] : money(belowCents)))).toEqual(
    ladder,
  );
});

it('is the policy of the product in dollars, and one that can be put in force in every currency', () => {
  expect(defaultPolicyIn('USD')).toEqual(DEFAULT_POLICY);
  for (const currency of CURRENCIES) {
    expect(checkDocument(defaultPolicyIn(currency)), currency).toMatchObject({ ok: true });
  }
});

it('leaves no amount in dollars: each threshold of money is another number where a dollar is', () => {
  const inRupiah = describePolicyIn('IDR');
  const same = POLICY_DESCRIPTION.flatMap(({ section, fields }) =>
    fields.flatMap((field) => {
      const there = inRupiah
        .find((each) => each.section === section)
        ?.fields.find((each) => each.field === field.field);
      const isEmpty = JSON.stringify(field.defaultValue) === '{}';
      const isMoney = JSON.stringify(field.shape).includes('"unit":"cents"');
      const isSame = JSON.stringify(there?.defaultValue) === JSON.stringify(field.defaultValue);
      return isMoney && !isEmpty && isSame ? [`${section}.${field.field}`] : [];
    }),
  );
  expect(same).toEqual([]);
});
