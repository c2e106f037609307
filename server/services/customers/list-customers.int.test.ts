import { v7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ValueBandId } from '@/domain/customers/value-bands';
import type { ServiceContext } from '@/server/context';
import { writeCursor } from '@/server/keyset';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { rewritePolicy } from '@/tests/factories/rewrite-policy';
import { consentingCustomer } from '@/tests/factories/touch';
import { textOf } from '@/tests/harness/text-of';
import { withdrawConsent } from '../consent';
import { activePolicy } from '../policies';
import { CUSTOMER_SORTS, customerBands, customerTimeline, exportCustomers, getCustomer, listCustomers } from './index';

let ctx: ServiceContext;
let person: ServiceContext;
let withdrawn: string;

beforeAll(async () => {
  ctx = (await freshWorkspace()).ctx;
  person = await personIn(ctx.workspaceId, 'marketer');
  for (const value of [0, 12_000, 45_000, 45_000, 250_000]) await customerWorth(value);
  withdrawn = await customerWorth(90_000);
  await withdrawConsent(ctx.db, ctx, {
    customerId: withdrawn,
    channel: 'email',
    purpose: 'marketing',
    source: 'test',
    evidence: `test:${v7()}`,
  });
  const id = v7();
  await ctx.db.customer.create({
    data: {
      id,
      workspaceId: ctx.workspaceId,
      externalId: 'silent',
      firstSeenAt: ctx.now,
      lastSeenAt: ctx.now,
      subjectRef: v7(),
    },
  });
});

async function customerWorth(lifetimeValueCents: number, at = ctx): Promise<string> {
  const { id } = await consentingCustomer(at);
  await at.db.customer.updateMany({
    where: { workspaceId: at.workspaceId, id },
    data: { lifetimeValueCents, externalId: id, orderCount: lifetimeValueCents > 0 ? 1 : 0 },
  });
  return id;
}

const values = async (input: Parameters<typeof listCustomers>[1]) =>
  (await listCustomers(person, input)).items.map((item) => item.lifetimeValueCents);

describe('listCustomers', () => {
  it('keeps to a band of value, as the policy in force draws it', async () => {
    const other = (await freshWorkspace()).ctx;
    const worth = async (value: ValueBandId) =>
      (await listCustomers(other, { kind: 'all', sort: 'value', value })).items.map((item) => item.lifetimeValueCents);
    for (const value of [0, 29_999, 30_000, 100_000, 100_001, 500_001]) await customerWorth(value, other);
    expect(await worth('sales')).toEqual([500_001]);
    expect(await worth('vip')).toEqual([100_001]);
    expect(await worth('valued')).toEqual([100_000, 30_000]);
    expect(await worth('small')).toEqual([29_999]);
    expect(await worth('none')).toEqual([0]);

    const { document } = await activePolicy(other);
    const stricter = { ...document, financial: { ...document.financial, vipCents: 20_000, salesCents: 20_000 } };
    await rewritePolicy(other, stricter);
    expect(await worth('sales')).toEqual([500_001, 100_001, 100_000, 30_000, 29_999]);
    expect(await worth('vip')).toEqual([]);
    expect((await customerBands(other)).map(({ id }) => id)).toEqual(['sales', 'small', 'none']);
    const executive = await personIn(other.workspaceId, 'executive');
    await expect(customerBands(executive)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('knows who may be written to by the last word they gave', async () => {
    const byMail = await listCustomers(person, { consent: 'email' });
    expect(byMail.total).toBe(5);
    expect(byMail.items.every((item) => item.consents.includes('email'))).toBe(true);
    expect((await listCustomers(person, { consent: 'sms' })).items.map((item) => item.id)).toContain(withdrawn);
    const nobody = await listCustomers(person, { consent: 'none' });
    expect(nobody.items.map((item) => item.externalId)).toEqual(['silent']);
  });

  it.each(CUSTOMER_SORTS)('walks by %s both ways without losing or repeating anybody', async (sort) => {
    for (const order of ['asc', 'desc'] as const) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof listCustomers>> = await listCustomers(person, {
          sort,
          order,
          cursor,
          limit: 2,
        });
        seen.push(...page.items.map((item) => item.id));
        cursor = page.nextCursor;
      } while (cursor);
      expect(seen).toHaveLength(7);
      expect(new Set(seen).size).toBe(7);
    }
    expect(await values({ sort: 'value', order: 'asc' })).toEqual((await values({ sort: 'value' })).toReversed());
  });

  it('is closed to executives and to other workspaces', async () => {
    const executive = await personIn(ctx.workspaceId, 'executive');
    await expect(listCustomers(executive, {})).rejects.toMatchObject({ code: 'forbidden' });
    const other = await personIn((await freshWorkspace()).workspaceId, 'admin');
    expect((await listCustomers(other, { kind: 'all' })).items).toEqual([]);
    await expect(getCustomer(other, { customerId: withdrawn })).rejects.toMatchObject({ code: 'not_found' });
  });
});

it('shows consent with its proof', async () => {
  const { consents } = await getCustomer(person, { customerId: withdrawn });
  const email = consents.find((consent) => consent.channel === 'email');
  expect(email).toMatchObject({ status: 'withdrawn', source: 'test' });
  expect(email?.evidence).toMatch(/^test:/);
  expect(consents.find((consent) => consent.channel === 'sms')).toMatchObject({ status: 'granted', textVersion: '1' });
});

it('exports all that match, without formulas, and writes down that it did', async () => {
  await ctx.db.customer.updateMany({
    where: { workspaceId: ctx.workspaceId, externalId: 'silent' },
    data: { firstName: '=1+1' },
  });
  const pieces = await exportCustomers(person, { kind: 'known', search: 'silent' });
  const csv = await textOf(pieces);
  const lines = csv.trimEnd().split('\r\n');
  expect(lines).toHaveLength(5);
  expect(lines[4]).toContain("'=1+1");
  const [entry] = await ctx.db.auditEntry.findMany({
    where: { workspaceId: ctx.workspaceId, action: 'customers.exported' },
  });
  expect(entry?.payload).not.toContain('silent');
  const executive = await personIn(ctx.workspaceId, 'executive');
  await expect(exportCustomers(executive, {})).rejects.toMatchObject({ code: 'forbidden' });
});

it('refuses a place that no order of the list has', async () => {
  const id = v7();
  const [long, year] = ['9'.repeat(11), '0000-01-01 00:00:00+00'];
  for (const sort of CUSTOMER_SORTS) {
    for (const key of ['', 'x', '1e309', long, year, '2026-99-99 99:99:99+00', '2026-01-01 00:00:00+99']) {
      const cursor = writeCursor({ sort, order: 'desc', key, id });
      await expect(listCustomers(person, { sort, cursor })).rejects.toMatchObject({ code: 'invalid' });
    }
  }
  const cursor = writeCursor({ at: year, kind: 'order', id });
  await expect(customerTimeline(person, { customerId: withdrawn, cursor })).rejects.toMatchObject({ code: 'invalid' });
});
