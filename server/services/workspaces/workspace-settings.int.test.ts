import { beforeAll, describe, expect, it } from 'vitest';
import { defaultPolicyIn } from '@/domain/policies/default-policy';
import { Brand } from '@/domain/workspaces/brand';
import type { ServiceContext } from '@/server/context';
import { systemDb } from '@/server/system-db';
import { brandForm } from '@/tests/factories/brand-form';
import { type FreshWorkspace, freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { activePolicy, applyDocument } from '../policies';
import { getFirstSteps, getWorkspaceSettings, previewBrand, saveCounting, saveWorkspaceSettings } from '.';

let shop: FreshWorkspace;
let admin: ServiceContext;
beforeAll(async () => {
  shop = await freshWorkspace();
  admin = await personIn(shop.workspaceId, 'admin');
});

const changes = (workspaceId: string) =>
  systemDb().auditEntry.findMany({
    where: { workspaceId, action: 'workspace.brand_changed' },
    orderBy: { seq: 'asc' },
  });

describe('the name and brand of a workspace', () => {
  it('are changed together, and the log says from what to what', async () => {
    const other = await freshWorkspace();
    const saved = await saveWorkspaceSettings(admin, { name: ' North  Sea Tea ', brand: brandForm() });
    expect(saved).toMatchObject({ name: 'North Sea Tea', brand: brandForm(), currency: 'GBP', followsProduct: false });
    expect(await getWorkspaceSettings(admin)).toEqual(saved);
    await saveWorkspaceSettings(admin, { name: 'North Sea Tea', brand: brandForm({ signature: 'Ida' }) });
    // Nothing changed: nothing is told.
    await saveWorkspaceSettings(admin, { name: 'North Sea Tea', brand: brandForm({ signature: 'Ida ' }) });
    const [all, signature, ...more] = await changes(shop.workspaceId);
    expect(more).toEqual([]);
    expect(JSON.parse(all?.payload ?? '')).toMatchObject({
      name: { before: 'Harbour Goods', after: 'North Sea Tea' },
      websiteUrl: { before: 'https://harbour.example', after: 'https://tea.example' },
      colors: { before: { main: ['#112233'], accent: [] }, after: { main: ['#1f3a5f'], accent: [] } },
    });
    expect(all?.payload).not.toContain('hello@tea.example');
    expect(JSON.parse(signature?.payload ?? '')).toEqual({
      signature: { before: 'The North Sea Tea team', after: 'Ida' },
    });
    const { brand } = await systemDb().workspace.findUniqueOrThrow({ where: { id: shop.workspaceId } });
    expect(Brand.parse(brand).fromEmail).toBe('hello@tea.example');
    expect(await changes(other.workspaceId)).toEqual([]);
  });

  it.each(['marketer', 'approver', 'executive'] as const)('are not for an %s', async (role) => {
    const person = await personIn(shop.workspaceId, role);
    const input = { name: 'Mine', brand: brandForm() };
    await expect(getWorkspaceSettings(person)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(saveWorkspaceSettings(person, input)).rejects.toMatchObject({ code: 'forbidden' });
    expect(() => previewBrand(person, input)).toThrow(expect.objectContaining({ code: 'forbidden' }));
  });

  it('are refused at the field that is wrong, and nothing is kept', async () => {
    const before = await getWorkspaceSettings(admin);
    const save = (name: string, brand = brandForm()) => saveWorkspaceSettings(admin, { name, brand });
    await expect(save(' ')).rejects.toMatchObject({ code: 'invalid', details: { field: 'name' } });
    await expect(save('Tea', brandForm({ replyTo: 'nobody' }))).rejects.toMatchObject({
      code: 'invalid',
      details: { field: 'replyTo' },
    });
    expect(await getWorkspaceSettings(admin)).toEqual(before);
  });

  it('of a demo are its own but for the website, which follows the product', async () => {
    const demo = await freshWorkspace({ isDemo: true });
    const person = await personIn(demo.workspaceId, 'admin');
    const { name, brand, followsProduct } = await getWorkspaceSettings(person);
    expect(followsProduct).toBe(true);
    await saveWorkspaceSettings(person, { name, brand: { ...brand, signature: 'Ida' } });
    await expect(
      saveWorkspaceSettings(person, { name, brand: { ...brand, websiteUrl: 'https://elsewhere.example' } }),
    ).rejects.toMatchObject({ code: 'invalid', details: { field: 'websiteUrl' } });
  });

  it('are shown in an e-mail as it would be sent', () => {
    const { html, text } = previewBrand(admin, {
      brand: brandForm({ logo: { url: 'https://tea.example/l.png', width: 320, height: 80 } }),
    });
    expect(html).toContain('https://tea.example/l.png');
    for (const words of ['4 Dyke Road, 26548 Norderney, Germany', 'The North Sea Tea team', 'Unsubscribe']) {
      expect(html).toContain(words);
      expect(text).toContain(words);
    }
    expect(() => previewBrand(admin, { brand: brandForm({ signature: '{{ a }}' }) })).toThrow(
      expect.objectContaining({ code: 'invalid' }),
    );
  });
});

describe('what a workspace counts in', () => {
  const again = ({ workspaceId }: FreshWorkspace) => personIn(workspaceId, 'admin');
  const audited = (workspaceId: string) =>
    systemDb().auditEntry.findMany({
      where: { workspaceId, action: { in: ['workspace.counting_changed', 'policy.activated'] } },
      orderBy: { seq: 'asc' },
    });

  it('is another currency while nothing was counted: the policy begins anew with amounts of its size', async () => {
    const fresh = await freshWorkspace();
    const other = await freshWorkspace();
    const person = await again(fresh);
    await activePolicy(person);
    await activePolicy(other.ctx);
    expect(await getWorkspaceSettings(person)).toMatchObject({ currency: 'GBP', whyCurrencyStands: null });
    const saved = await saveCounting(person, { currency: 'KWD', timezone: 'asia/kuwait' });
    expect(saved).toMatchObject({ currency: 'KWD', timezone: 'Asia/Kuwait', whyCurrencyStands: null });
    const there = await again(fresh);
    expect(there.workspace).toMatchObject({ currency: 'KWD', timezone: 'Asia/Kuwait' });
    expect(await activePolicy(there)).toEqual({ version: 2, document: defaultPolicyIn('KWD') });
    const told = (await audited(fresh.workspaceId)).map(({ payload }) => JSON.parse(payload));
    expect(told).toMatchObject([
      { version: 1 },
      { currency: { before: 'GBP', after: 'KWD' }, timezone: { before: 'Europe/London', after: 'Asia/Kuwait' } },
      { version: 2, replaces: 1, changed: expect.arrayContaining(['financial.vipCents', 'cart.ladder']) },
    ]);
    expect(await activePolicy(other.ctx)).toMatchObject({ version: 1 });
    // Said again, nothing is told.
    await saveCounting(there, { currency: 'KWD', timezone: 'Asia/Kuwait' });
    expect(await audited(fresh.workspaceId)).toHaveLength(3);
    // And on to a third: it is still nobody's own policy.
    await saveCounting(there, { currency: 'JPY', timezone: 'Asia/Tokyo' });
    expect(await activePolicy(await again(fresh))).toEqual({ version: 3, document: defaultPolicyIn('JPY') });
  });

  it('is another time zone at any time, and another currency no more once something came in', async () => {
    const fresh = await freshWorkspace();
    const person = await again(fresh);
    const event = { workspaceId: fresh.workspaceId, type: 'track', name: 'x', properties: {}, context: {} };
    await systemDb().event.create({ data: { ...event, messageId: 'first', occurredAt: new Date() } });
    await expect(saveCounting(person, { currency: 'EUR', timezone: 'Europe/London' })).rejects.toMatchObject({
      code: 'conflict',
      details: { field: 'currency' },
    });
    const saved = await saveCounting(person, { currency: 'GBP', timezone: 'America/New_York' });
    expect(saved).toMatchObject({ currency: 'GBP', timezone: 'America/New_York' });
    expect(saved.whyCurrencyStands).toContain('counted in this currency');
    const [told, ...more] = (await audited(fresh.workspaceId)).filter(({ action }) => action.startsWith('workspace'));
    expect(JSON.parse(told?.payload ?? '')).toEqual({
      timezone: { before: 'Europe/London', after: 'America/New_York' },
    });
    expect(more).toEqual([]);
  });

  it('keeps its currency once somebody wrote an amount in it', async () => {
    const fresh = await freshWorkspace();
    const person = await again(fresh);
    const { document } = await activePolicy(person);
    const written = { ...document, cart: { ...document.cart, minValueCents: 3_000 } };
    await applyDocument(person, { document: written, reason: 'Carts from £30', acceptWarnings: true });
    expect((await getWorkspaceSettings(person)).whyCurrencyStands).toContain('written in this currency');
    await expect(saveCounting(person, { currency: 'EUR', timezone: 'Europe/London' })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('is refused where it is not known, to a demo, and to who does not administer', async () => {
    const fresh = await freshWorkspace();
    const save = async (currency: string, timezone: string) => saveCounting(await again(fresh), { currency, timezone });
    await expect(save('EURO', 'Europe/London')).rejects.toMatchObject({
      code: 'invalid',
      details: { field: 'currency' },
    });
    await expect(save('GBP', '+02:00')).rejects.toMatchObject({ code: 'invalid', details: { field: 'timezone' } });
    const marketer = await personIn(fresh.workspaceId, 'marketer');
    const input = { currency: 'EUR', timezone: 'UTC' };
    await expect(saveCounting(marketer, input)).rejects.toMatchObject({ code: 'forbidden' });
    const demo = await again(await freshWorkspace({ isDemo: true }));
    await expect(saveCounting(demo, input)).rejects.toMatchObject({ code: 'invalid', details: { field: 'timezone' } });
    expect(await audited(fresh.workspaceId)).toEqual([]);
  });
});

describe('the first steps', () => {
  it('follow the rows of the workspace', async () => {
    const fresh = await freshWorkspace();
    const neighbour = await freshWorkspace();
    const person = await personIn(fresh.workspaceId, 'executive');
    await systemDb().writeKey.deleteMany({ where: { workspaceId: fresh.workspaceId } });
    const empty = { isYoung: true, hasKey: false, firstEventAt: null, sending: 'sandbox', people: 0, hasBegun: false };
    expect(await getFirstSteps(person)).toEqual(empty);
    expect(await getFirstSteps(neighbour.ctx)).toMatchObject({ hasKey: true, firstEventAt: null });

    const day = 86_400_000;
    const event = { workspaceId: fresh.workspaceId, type: 'track', name: 'x', properties: {}, context: {} };
    const occurredAt = new Date('2020-01-01T00:00:00Z');
    const receivedAt = new Date(Date.now() - 29 * day);
    await systemDb().event.create({ data: { ...event, messageId: 'first', occurredAt, receivedAt } });
    await systemDb().event.create({ data: { ...event, messageId: 'next', occurredAt } });
    expect(await getFirstSteps(person)).toEqual({ ...empty, firstEventAt: receivedAt });
    await systemDb().event.updateMany({
      where: { workspaceId: fresh.workspaceId, messageId: 'first' },
      data: { receivedAt: new Date(Date.now() - 31 * day) },
    });
    expect(await getFirstSteps(person)).toMatchObject({ isYoung: false });
  });

  it('of a demo ask for no provider', async () => {
    const { ctx } = await freshWorkspace({ isDemo: true });
    expect((await getFirstSteps(ctx)).sending).toBe('contained');
  });
});
