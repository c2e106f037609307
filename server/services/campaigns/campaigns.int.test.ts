import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { whyNotInAudience } from '@/domain/campaigns/audience';
import { AudienceRule } from '@/domain/campaigns/campaign';
import type { ServiceContext } from '@/server/context';
import { loadSnapshots, loadWorkspaceFacts } from '@/server/services/snapshots';
import { campaignDocument } from '@/tests/factories/campaign';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { shopper } from '@/tests/factories/shopper';
import { activePolicy } from '../policies';
import {
  approveCampaign,
  countAudience,
  countCampaignsToApprove,
  createCampaign,
  getCampaign,
  listCampaigns,
  moveCampaign,
  pauseCampaigns,
  previewCampaign,
  retractApproval,
  saveCampaign,
} from './index';

const DAY = 86_400_000;

/** A workspace with one person of each kind. */
async function people() {
  const { workspaceId, ctx } = await freshWorkspace();
  return {
    job: ctx,
    marketer: await personIn(workspaceId, 'marketer'),
    approver: await personIn(workspaceId, 'approver'),
    admin: await personIn(workspaceId, 'admin'),
    executive: await personIn(workspaceId, 'executive'),
  };
}

const auditOf = async (ctx: ServiceContext, campaignId: string) =>
  (
    await ctx.db.auditEntry.findMany({
      where: { workspaceId: ctx.workspaceId, subject: `campaign:${campaignId}` },
      orderBy: { seq: 'asc' },
    })
  ).map(({ action, actor }) => `${action} ${actor.split(':')[0]}`);

describe('the road of a campaign', () => {
  it('goes from its draft through another person’s approval to running, each step in the audit log', async () => {
    const { marketer, approver } = await people();
    const { id } = await createCampaign(marketer, { document: campaignDocument() });
    const at = { campaignId: id, revision: 1 };
    await expect(moveCampaign(marketer, { ...at, move: 'launch' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(approveCampaign(approver, at)).rejects.toMatchObject({ code: 'conflict' });
    await moveCampaign(marketer, { ...at, move: 'submit' });
    await expect(moveCampaign(marketer, { ...at, move: 'launch' })).rejects.toMatchObject({ code: 'conflict' });
    expect(await approveCampaign(approver, { ...at, sections: ['audience', 'messages'] })).toEqual({
      status: 'submitted',
    });
    expect(await approveCampaign(approver, at)).toEqual({ status: 'approved' });
    await moveCampaign(marketer, { ...at, move: 'launch' });
    expect(await pauseCampaigns(approver, { campaignIds: [id], reason: 'Wait.' })).toEqual({ paused: [id] });
    expect(await pauseCampaigns(approver, { campaignIds: [id] })).toEqual({ paused: [] });
    await moveCampaign(marketer, { ...at, move: 'resume' });
    await moveCampaign(marketer, { ...at, move: 'end' });
    const detail = await getCampaign(marketer, { campaignId: id });
    expect(detail).toMatchObject({ status: 'ended', author: { id: expect.any(String) } });
    expect(detail.sections.every(({ approvedBy }) => approvedBy)).toBe(true);
    expect(await auditOf(marketer, id)).toEqual([
      'campaign.created user',
      'campaign.submitted user',
      'campaign.approved user',
      'campaign.approved user',
      'campaign.launched user',
      'campaign.paused user',
      'campaign.resumed user',
      'campaign.ended user',
    ]);
  });

  it('waits, counted, for those who may approve it, who see its words and may send it back with a reason', async () => {
    const { marketer, approver, executive } = await people();
    const document = campaignDocument();
    const { id } = await createCampaign(marketer, { document });
    const at = { campaignId: id, revision: 1 };
    const counts = () => Promise.all([marketer, approver, executive].map((each) => countCampaignsToApprove(each)));
    expect(await counts()).toEqual([0, 0, 0]);
    await moveCampaign(marketer, { ...at, move: 'submit' });
    expect(await counts()).toEqual([0, 1, 0]);
    expect(await previewCampaign(approver, { document })).toMatchObject({ unreached: expect.any(String) });
    await expect(previewCampaign(executive, { document })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(moveCampaign(executive, { ...at, move: 'withdraw' })).rejects.toMatchObject({ code: 'forbidden' });
    await moveCampaign(approver, { ...at, move: 'withdraw', reason: 'Say which products.' });
    expect(await getCampaign(marketer, { campaignId: id })).toMatchObject({
      status: 'draft',
      statusReason: 'Say which products.',
    });
    expect(await counts()).toEqual([0, 0, 0]);
  });

  it('is never approved by whoever made it, nor by whoever changed it last', async () => {
    const { marketer, admin, approver } = await people();
    const { id } = await createCampaign(admin, { document: campaignDocument() });
    await moveCampaign(marketer, { campaignId: id, revision: 1, move: 'submit' });
    await expect(approveCampaign(admin, { campaignId: id, revision: 1 })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await getCampaign(admin, { campaignId: id })).toMatchObject({
      canApprove: false,
      whyNotApprove: expect.stringContaining('You made this'),
    });
    const { id: theirs } = await createCampaign(marketer, { document: campaignDocument() });
    await saveCampaign(admin, {
      campaignId: theirs,
      revision: 1,
      document: campaignDocument({ budgetCents: 5_000 }),
    });
    await moveCampaign(marketer, { campaignId: theirs, revision: 2, move: 'submit' });
    const at = { campaignId: theirs, revision: 2 };
    await expect(approveCampaign(admin, at)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await approveCampaign(admin, { ...at, sections: ['audience'] })).toEqual({ status: 'submitted' });
    expect(await approveCampaign(approver, at)).toEqual({ status: 'approved' });
  });

  it('says which message by WhatsApp has no approved words, until one has', async () => {
    const { marketer } = await people();
    const steps = [
      { channel: 'whatsapp', day: 1, template: 'campaign-news', percentOff: 0, timing: 'at_once' },
    ] as const;
    const { id } = await createCampaign(marketer, { document: campaignDocument({ steps: [...steps] }) });
    const unspoken = async () => (await getCampaign(marketer, { campaignId: id })).unspoken;
    expect(await unspoken()).toEqual([{ step: 1, why: expect.stringContaining('No approved WhatsApp template') }]);
    const { workspaceId, now } = marketer;
    await marketer.db.whatsappTemplate.create({
      data: {
        ...{ workspaceId, id: '1', name: 'news', language: 'en', category: 'marketing', status: 'approved' },
        ...{ quality: 'green', body: 'News', buttonText: 'Look', buttonUrl: 'https://shop.example/', values: [] },
        ...{ speaksFor: 'campaign-news', assignedAt: now, statusAt: now, qualityAt: now },
      },
    });
    expect(await unspoken()).toEqual([]);
  });

  it('loses the approval of what is changed, and only of that', async () => {
    const { marketer, approver } = await people();
    const { id } = await createCampaign(marketer, { document: campaignDocument() });
    await moveCampaign(marketer, { campaignId: id, revision: 1, move: 'submit' });
    await approveCampaign(approver, { campaignId: id, revision: 1 });
    const renamed = await saveCampaign(marketer, {
      campaignId: id,
      revision: 1,
      document: campaignDocument({ name: 'Hello' }),
    });
    expect(await getCampaign(marketer, { campaignId: id })).toMatchObject({ status: 'approved', name: 'Hello' });
    const { revision } = await saveCampaign(marketer, {
      campaignId: id,
      revision: renamed.revision,
      document: campaignDocument({ name: 'Hello', audience: { countries: ['GB'] } }),
    });
    const detail = await getCampaign(marketer, { campaignId: id });
    expect(detail.status).toBe('draft');
    expect(detail.sections.filter(({ approvedBy }) => !approvedBy).map(({ section }) => section)).toEqual(['audience']);
    expect(detail.versions.map((version) => version.revision)).toEqual([3, 2, 1]);
    await moveCampaign(marketer, { campaignId: id, revision, move: 'submit' });
    expect(await approveCampaign(approver, { campaignId: id, revision })).toEqual({ status: 'approved' });
    await retractApproval(approver, { campaignId: id, revision, reason: 'Not yet.' });
    await expect(moveCampaign(marketer, { campaignId: id, revision, move: 'launch' })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('lets one of two people who change or approve it at the same time win', async () => {
    const { marketer, approver } = await people();
    const { id } = await createCampaign(marketer, { document: campaignDocument() });
    const saves = await Promise.allSettled(
      ['One', 'Two', 'Three'].map((name) =>
        saveCampaign(marketer, { campaignId: id, revision: 1, document: campaignDocument({ name }) }),
      ),
    );
    expect(saves.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await moveCampaign(marketer, { campaignId: id, revision: 2, move: 'submit' });
    await saveCampaign(marketer, { campaignId: id, revision: 2, document: campaignDocument({ budgetCents: 9_900 }) });
    await expect(approveCampaign(approver, { campaignId: id, revision: 2 })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('is changed only while it does not run', async () => {
    const { marketer, approver } = await people();
    const { id } = await createCampaign(marketer, { document: campaignDocument() });
    const at = { campaignId: id, revision: 1 };
    await moveCampaign(marketer, { ...at, move: 'submit' });
    await approveCampaign(approver, at);
    await moveCampaign(marketer, { ...at, move: 'launch' });
    const save = () => saveCampaign(marketer, { ...at, document: campaignDocument({ budgetCents: 1_000 }) });
    await expect(save()).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('Pause it') });
    await moveCampaign(marketer, { ...at, move: 'pause' });
    await save();
    expect(await getCampaign(marketer, { campaignId: id })).toMatchObject({ status: 'draft', revision: 2 });
  });
});

describe('who may', () => {
  it('is asked by right, for each of what can be done', async () => {
    const { marketer, approver, executive } = await people();
    const { id } = await createCampaign(marketer, { document: campaignDocument() });
    const at = { campaignId: id, revision: 1 };
    const forbidden = { code: 'forbidden' };
    expect(await listCampaigns(executive)).toHaveLength(1);
    await expect(createCampaign(approver, { document: campaignDocument() })).rejects.toMatchObject(forbidden);
    await expect(moveCampaign(approver, { ...at, move: 'submit' })).rejects.toMatchObject(forbidden);
    await moveCampaign(marketer, { ...at, move: 'submit' });
    await expect(approveCampaign(marketer, at)).rejects.toMatchObject(forbidden);
    await approveCampaign(approver, at);
    await expect(moveCampaign(approver, { ...at, move: 'launch' })).rejects.toMatchObject(forbidden);
    await moveCampaign(marketer, { ...at, move: 'launch' });
    await expect(moveCampaign(executive, { ...at, move: 'pause' })).rejects.toMatchObject(forbidden);
    await moveCampaign(approver, { ...at, move: 'pause' });
    await expect(moveCampaign(approver, { ...at, move: 'resume' })).rejects.toMatchObject(forbidden);
  });

  it('knows nothing of another workspace', async () => {
    const [here, there] = [await people(), await people()];
    const { id } = await createCampaign(there.marketer, { document: campaignDocument() });
    expect(await listCampaigns(here.marketer)).toEqual([]);
    await expect(getCampaign(here.marketer, { campaignId: id })).rejects.toMatchObject({ code: 'not_found' });
    await expect(pauseCampaigns(here.marketer, { campaignIds: [id] })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('the count of an audience', () => {
  it('finds exactly those the agent will find, rule by rule, and nobody else’s', async () => {
    const { job } = await people();
    const other = await people();
    await shopper(other.job);
    const daysAgo = (days: number) => new Date(job.now.getTime() - days * DAY);
    const customers = [
      await shopper(job, { stage: 'new', orderCount: 0, lastOrderAt: null, lifetimeValueCents: 0 }),
      await shopper(job, {
        country: 'DE',
        lifetimeValueCents: 30_000,
        consents: ['email', 'sms', 'whatsapp', 'push'],
        phone: '+4915112345',
      }),
      await shopper(job, { stage: 'churned', lastOrderAt: daysAgo(200), lifetimeValueCents: 120_000, consents: [] }),
      await shopper(job, { country: null, lastOrderAt: daysAgo(10), lifetimeValueCents: 600_000, email: null }),
    ];
    const { document } = await activePolicy(job);
    const shared = await loadWorkspaceFacts(job.db, job, document, { lockBudgets: false, isGivingOut: false });
    const trigger = { kind: 'on_demand' as const, agentId: 'campaign' };
    const requests = customers.map(({ id }) => ({
      customerId: id,
      trigger,
      cartId: null,
      winback: null,
      decisionId: null,
    }));
    const snapshots = await loadSnapshots(job.db, job, document, shared, requests);
    const rules: object[] = [
      {},
      { stages: ['new', 'churned'] },
      { valueBands: ['none'] },
      { valueBands: ['valued', 'vip'] },
      { valueBands: ['sales'] },
      { countries: ['DE', 'GB'] },
      { consent: 'email' },
      { consent: 'sms' },
      { orders: 'never' },
      { orders: 'some', lastOrderAtLeastDays: 30 },
      { lastOrderAtMostDays: 40 },
      { lastOrderAtLeastDays: 10, lastOrderAtMostDays: 40, countries: ['DE'] },
    ];
    const found: number[] = [];
    for (const raw of rules) {
      const rule = AudienceRule.parse(raw);
      const inside = snapshots.filter(({ snapshot }) => !whyNotInAudience(rule, snapshot, document, job.now)).length;
      const { total } = await countAudience(job, { audience: rule });
      expect(`${JSON.stringify(raw)} ${total}`).toBe(`${JSON.stringify(raw)} ${inside}`);
      found.push(total);
    }
    expect(new Set(found).size).toBeGreaterThan(3);
    const seen = { firstSeenAt: daysAgo(1), lastSeenAt: daysAgo(1) };
    for (const { id: customerId } of customers.slice(0, 3)) {
      await job.db.pushDevice.create({ data: { workspaceId: job.workspaceId, token: v7(), customerId, ...seen } });
    }
    const { reach } = await countAudience(job, { audience: {} });
    expect(Object.fromEntries(reach.map(({ channel, customers: count }) => [channel, count]))).toEqual({
      email: 2,
      sms: 1,
      whatsapp: 1,
      push: 1,
      web: 0,
    });
  });
});
