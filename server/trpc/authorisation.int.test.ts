import { v7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROLES, type Role } from '@/domain/workspaces/permissions';
import { createContext } from '@/server/context';
import { createCampaign } from '@/server/services/campaigns';
import { stopSending } from '@/server/services/kill-switch';
import { invitePerson } from '@/server/services/people';
import { createDraft } from '@/server/services/policies';
import { receiveRequest } from '@/server/services/privacy';
import { startReplay } from '@/server/services/replay';
import { shareScorecard } from '@/server/services/reports';
import { createSegment } from '@/server/services/segments';
import { systemDb } from '@/server/system-db';
import { approvedOffer } from '@/tests/factories/approved-offer';
import { brandForm } from '@/tests/factories/brand-form';
import { campaignDocument } from '@/tests/factories/campaign';
import { GOOD_WORDS } from '@/tests/factories/copy-brief';
import { type FreshWorkspace, freshWorkspace } from '@/tests/factories/fresh-workspace';
import { personWithPassword } from '@/tests/factories/person';
import { queuedTouch, type Touch } from '@/tests/factories/touch';
import { contextOfSession } from './context';
import { createCallerFactory, type ProcedureMeta } from './init';
import { appRouter } from './root';

type Procedure = { _def: { type: 'query' | 'mutation'; meta?: ProcedureMeta } };
type Call = (input?: unknown) => Promise<unknown>;

const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>).map(
  ([path, { _def }]) => ({ path, type: _def.type, meta: _def.meta }),
);
const inWorkspace = procedures.filter(({ meta }) => meta && 'right' in meta);
const range = { days: 7 };
const CAMPAIGN = campaignDocument();
const SEGMENT = {
  name: 'Regulars',
  rule: {
    kind: 'group' as const,
    match: 'all' as const,
    not: false,
    rules: [{ kind: 'number' as const, field: 'order_count' as const, op: 'at_least' as const, value: 2 }],
  },
};
const period = { from: new Date(0), to: new Date('2200-01-01T00:00:00.000Z') };

/**
 * Input beside the workspace for each procedure that takes the id of something, that id being another workspace's;
 * `list` answers an empty list instead of not_found. A procedure that takes an id must have a line here.
 */
const FOREIGN: Record<string, { input: (ids: Ids) => object; list?: true }> = {
  'audit.get': { input: () => ({ seq: '999999' }) },
  'breaches.list': { input: ({ decisionId }) => ({ decisionId }), list: true },
  'breaches.report': { input: ({ decisionId }) => ({ decisionId, guardrail: 'tone', note: 'Of the test.' }) },
  'campaigns.get': { input: ({ campaignId }) => ({ campaignId }) },
  'campaigns.dryRun': { input: ({ campaignId }) => ({ campaignId }) },
  'campaigns.save': { input: ({ campaignId }) => ({ campaignId, revision: 1, document: CAMPAIGN }) },
  'campaigns.approve': { input: ({ campaignId }) => ({ campaignId, revision: 1 }) },
  'campaigns.retractApproval': { input: ({ campaignId }) => ({ campaignId, revision: 1, reason: 'Of the test.' }) },
  'campaigns.move': { input: ({ campaignId }) => ({ campaignId, revision: 1, move: 'pause' }) },
  'campaigns.pause': { input: ({ campaignId }) => ({ campaignIds: [campaignId] }) },
  'consent.history': { input: ({ customerId }) => ({ customerId }) },
  'consent.askAgain': { input: ({ customerId }) => ({ customerId, channel: 'email' }) },
  'consent.correct': {
    input: ({ customerId }) => ({ customerId, channel: 'email', status: 'withdrawn', reason: 'Of the test.' }),
  },
  'creative.create': {
    input: ({ draftId }) => ({
      templateId: 'cart-recovery',
      goal: 'clicks',
      guardsOrders: false,
      allocation: 'fixed',
      startsAt: null,
      arms: [{ style: 'benefit', words: GOOD_WORDS, draftId }],
    }),
  },
  'creative.lookAgain': { input: ({ variantId }) => ({ experimentId: variantId }) },
  'creative.judge': { input: ({ variantId }) => ({ variantId, version: 1, verdict: 'approve' }) },
  'creative.wordsNow': { input: ({ customerId }) => ({ customerId }) },
  'customers.get': { input: ({ customerId }) => ({ customerId }) },
  'customers.timeline': { input: ({ customerId }) => ({ customerId }) },
  'decisions.list': { input: ({ customerId }) => ({ customerId }), list: true },
  'decisions.get': { input: ({ decisionId }) => ({ decisionId }) },
  'decisions.similar': { input: ({ decisionId }) => ({ decisionId }) },
  'decisions.preview': { input: ({ decisionId }) => ({ decisionId }) },
  'decisions.proposeNow': { input: ({ customerId }) => ({ customerId, agentId: 'cart_winback' }) },
  'decisions.askAgain': { input: ({ decisionId }) => ({ decisionId }) },
  'decisions.decideNow': { input: ({ customerId }) => ({ customerId, agentId: 'cart_winback' }) },
  'review.get': { input: ({ decisionId }) => ({ decisionId }) },
  'review.foresee': { input: ({ draftId }) => ({ tried: { kind: 'draft', draftId } }) },
  'review.decide': { input: ({ decisionId }) => ({ decisionId, version: 1, verdict: 'approve' }) },
  'review.checkEdit': { input: ({ decisionId }) => ({ decisionId, version: 1, edit: { subject: 'Hello' } }) },
  'review.decideMany': {
    input: ({ decisionId }) => ({
      items: [{ decisionId, version: 1, key: v7() }],
      verdict: 'approve',
      confirmedCount: 1,
    }),
  },
  'review.undoMany': { input: ({ decisionId }) => ({ decisionIds: [decisionId] }) },
  'review.snooze': { input: ({ decisionId }) => ({ decisionId, until: null }) },
  'review.assign': { input: ({ decisionId }) => ({ decisionId, userId: null }) },
  'review.requestChanges': { input: ({ decisionId }) => ({ decisionId, note: 'Another word.' }) },
  'review.undo': { input: ({ decisionId }) => ({ decisionId }) },
  'review.claim': { input: ({ decisionId }) => ({ decisionId }) },
  'review.release': { input: ({ decisionId }) => ({ decisionId }) },
  'killSwitch.resume': { input: ({ stopId }) => ({ id: stopId, reason: 'All is well.' }) },
  'merges.ofCustomer': { input: ({ customerId }) => ({ customerId }), list: true },
  'merges.dismiss': { input: ({ letterId }) => ({ suggestionId: letterId }) },
  'merges.merge': { input: ({ customerId, letterId }) => ({ survivorId: customerId, mergedId: letterId }) },
  'merges.unmerge': { input: ({ letterId }) => ({ mergeId: letterId }) },
  'messages.get': { input: ({ messageId }) => ({ messageId }) },
  'messages.order': { input: ({ messageId }) => ({ messageId }) },
  'messages.simulate': { input: ({ messageId }) => ({ messageId, kind: 'unsubscribe' }) },
  'segments.get': { input: ({ segmentId }) => ({ segmentId }) },
  'segments.members': { input: ({ segmentId }) => ({ segmentId }) },
  'segments.ofCustomer': { input: ({ customerId }) => ({ customerId }) },
  'segments.save': { input: ({ segmentId }) => ({ segmentId, revision: 1, document: SEGMENT }) },
  'segments.duplicate': { input: ({ segmentId }) => ({ segmentId }) },
  'segments.archive': { input: ({ segmentId }) => ({ segmentId, revision: 1 }) },
  'segments.restore': { input: ({ segmentId }) => ({ segmentId, revision: 1 }) },
  'people.revokeInvitation': { input: ({ linkId }) => ({ id: linkId }) },
  'people.changeRole': { input: ({ outsiderId }) => ({ userId: outsiderId, role: 'admin' }) },
  'people.remove': { input: ({ outsiderId }) => ({ userId: outsiderId }) },
  'people.passwordLink': { input: ({ outsiderId }) => ({ userId: outsiderId }) },
  'writeKeys.rotate': { input: ({ keyId }) => ({ id: keyId, overlapHours: 24 }) },
  'writeKeys.revoke': { input: ({ keyId }) => ({ id: keyId }) },
  'events.checkMended': { input: ({ letterId }) => ({ id: letterId, mended: '{"type":"track"}' }) },
  'events.replayDeadLetters': { input: ({ letterId }) => ({ ids: [letterId] }) },
  'events.discardDeadLetters': { input: ({ letterId }) => ({ ids: [letterId], reason: 'Of the test.' }) },
  'events.replayDeadLetter': { input: ({ letterId }) => ({ id: letterId, mended: '{"type":"track"}' }) },
  'experiments.get': { input: ({ experimentId }) => ({ experimentId }) },
  'experiments.delete': { input: ({ experimentId }) => ({ experimentId }) },
  'fileImports.get': { input: ({ fileId }) => ({ importId: fileId }) },
  'fileImports.preview': { input: ({ fileId }) => ({ importId: fileId }) },
  'fileImports.check': {
    input: ({ fileId }) => ({ importId: fileId, mapping: { kind: 'customers', hasHeader: true, columns: [] } }),
  },
  'fileImports.start': { input: ({ fileId }) => ({ importId: fileId }) },
  'fileImports.cancel': { input: ({ fileId }) => ({ importId: fileId }) },
  'fileImports.resume': { input: ({ fileId }) => ({ importId: fileId }) },
  'fileImports.previewUndo': { input: ({ fileId }) => ({ importId: fileId }) },
  'fileImports.undo': { input: ({ fileId }) => ({ importId: fileId, reason: 'The wrong file' }) },
  'imports.get': { input: ({ importId }) => ({ importId }) },
  'imports.cancel': { input: ({ importId }) => ({ importId }) },
  'imports.pause': { input: ({ importId }) => ({ importId }) },
  'offers.ledger': { input: ({ offerId }) => ({ offerPolicyId: offerId }), list: true },
  'offers.approve': { input: ({ offerId }) => ({ id: offerId }) },
  'offers.revoke': { input: ({ offerId }) => ({ id: offerId, reason: 'Of the test.' }) },
  'privacy.get': { input: ({ requestId }) => ({ requestId }) },
  'privacy.verify': { input: ({ requestId }) => ({ requestId, verification: 'Of the test.' }) },
  'privacy.run': { input: ({ requestId }) => ({ requestId }) },
  'privacy.extend': { input: ({ requestId }) => ({ requestId, reason: 'Of the test.' }) },
  'privacy.refuse': { input: ({ requestId }) => ({ requestId, reason: 'Of the test.' }) },
  'privacy.letReturn': { input: ({ requestId }) => ({ requestId, reason: 'Of the test.' }) },
  'watching.acknowledge': { input: ({ anomalyId }) => ({ id: anomalyId }) },
  'watching.reopen': { input: ({ anomalyId }) => ({ id: anomalyId }) },
  'reports.revokeShare': { input: ({ shareId }) => ({ id: shareId }) },
  'policies.version': { input: () => ({ version: 7 }) },
  'policies.draft': { input: ({ draftId }) => ({ draftId }) },
  'policies.saveDraft': { input: ({ draftId }) => ({ draftId, revision: 1, name: 'Theirs', document: {} }) },
  'policies.discardDraft': { input: ({ draftId }) => ({ draftId, revision: 1 }) },
  'policies.activate': { input: ({ draftId }) => ({ draftId, revision: 1, liveVersion: 1, reason: 'Of the test.' }) },
  'policies.rollBack': { input: () => ({ version: 7, liveVersion: 1, reason: 'Of the test.' }) },
  'replay.start': { input: ({ draftId }) => ({ ...period, tried: { kind: 'draft', draftId } }) },
  'replay.cancel': { input: ({ runId }) => ({ runId }) },
  'replay.list': { input: ({ draftId }) => ({ draftId }), list: true },
  'replay.get': { input: ({ runId }) => ({ runId }) },
  'replay.changes': { input: ({ runId }) => ({ runId }) },
  'replay.receipt': { input: ({ runId, decisionId }) => ({ runId, decisionId }) },
  'imports.resume': { input: ({ importId }) => ({ importId }) },
};

/** What takes no id of anything: nothing of another workspace can be named. */
const WITHOUT_IDS = new Set([
  ...['agents.list', 'agents.get', 'agents.levelChanges', 'agents.setLevel', 'agents.learnt', 'agents.leads'],
  ...['agents.chooseVersion'],
  ...['web.site', 'web.seenPages', 'web.save', 'web.revealSecret', 'web.renewSecret'],
  ...['audit.list', 'audit.verify', 'audit.actors', 'audit.publicKey'],
  ...['campaigns.list', 'campaigns.create', 'campaigns.countAudience', 'campaigns.preview', 'campaigns.spokenUses'],
  ...[
    'creative.list',
    'creative.decisions',
    'creative.propose',
    'creative.plan',
    'creative.draft',
    'creative.calendar',
  ],
  ...['segments.list', 'segments.create', 'segments.count', 'segments.values'],
  ...['customers.list', 'customers.bands', 'decisions.facets', 'decisions.reviewers', 'decisions.blocked'],
  ...['merges.suggestions', 'merges.count', 'demo.progress'],
  ...[
    'decisions.count',
    'events.recent',
    'events.intake',
    'events.quality',
    'events.deadLetters',
    'events.deadLetterGroups',
    'experiments.list',
    'imports.list',
    'fileImports.list',
    'messages.list',
  ],
  ...[
    'killSwitch.active',
    'killSwitch.history',
    'killSwitch.waiting',
    'killSwitch.stop',
    'lifecycle.days',
    'review.list',
    'review.attend',
    'review.facets',
    'review.history',
    'review.historyFigures',
    'review.count',
    'writeKeys.list',
  ],
  ...[
    'attribution.compare',
    'attribution.caused',
    'measurement.kpis',
    'measurement.trends',
    'measurement.breakdown',
    'measurement.series',
  ],
  ...['measurement.decisions', 'measurement.cases', 'measurement.annotations', 'measurement.roi'],
  'health.levels',
  ...[
    'workspaces.firstSteps',
    'workspaces.settings',
    'workspaces.saveSettings',
    'workspaces.saveCounting',
    'workspaces.previewBrand',
  ],
  ...['reports.periods', 'reports.period', 'relearning.calendar'],
  ...['reports.scorecard', 'reports.shares', 'reports.share'],
  ...['watching.open', 'watching.past', 'watching.ofFigure'],
  ...['workspaces.get', 'writeKeys.create', 'people.list', 'people.invitations', 'people.invite'],
  ...['campaigns.toApprove', 'offers.toApprove'],
  ...['offers.list', 'offers.propose', 'privacy.list', 'privacy.counts', 'privacy.lookUp', 'privacy.receive'],
  ...['suppressions.list', 'suppressions.find', 'suppressions.add', 'suppressions.remove'],
  ...['policies.forms', 'policies.versions', 'policies.drafts', 'policies.judge', 'policies.createDraft'],
  ...['providers.list', 'providers.connect', 'providers.disconnect', 'providers.test'],
  ...['providers.templates', 'providers.refreshTemplates', 'providers.assignTemplate'],
  ...['rollout.get', 'rollout.decisions', 'rollout.decide'],
  ...['notices.settings', 'notices.save', 'notices.test', 'review.rejections', 'review.reviewers'],
]);

/**
 * Whom each procedure is for, as a product decision: written out, not asked of the code, so that a procedure declared with
 * another right than it should have is found.
 */
const MAY: Record<string, readonly string[]> = {
  'admin marketer approver executive': [
    'agents.get',
    'agents.leads',
    'agents.learnt',
    'agents.levelChanges',
    'agents.list',
    'attribution.caused',
    'attribution.compare',
    'breaches.list',
    'campaigns.countAudience',
    'campaigns.dryRun',
    'campaigns.get',
    'campaigns.list',
    'campaigns.spokenUses',
    'campaigns.toApprove',
    'creative.calendar',
    'creative.decisions',
    'creative.list',
    'creative.lookAgain',
    'decisions.blocked',
    'decisions.count',
    'decisions.facets',
    'decisions.get',
    'decisions.list',
    'decisions.reviewers',
    'decisions.similar',
    'demo.progress',
    'experiments.get',
    'experiments.list',
    'health.levels',
    'killSwitch.active',
    'killSwitch.history',
    'killSwitch.waiting',
    'lifecycle.days',
    'measurement.annotations',
    'measurement.breakdown',
    'measurement.cases',
    'measurement.decisions',
    'measurement.kpis',
    'measurement.roi',
    'measurement.series',
    'measurement.trends',
    'offers.ledger',
    'offers.list',
    'offers.toApprove',
    'policies.draft',
    'policies.drafts',
    'policies.forms',
    'policies.judge',
    'policies.version',
    'policies.versions',
    'relearning.calendar',
    'replay.changes',
    'replay.get',
    'replay.list',
    'replay.receipt',
    'reports.period',
    'reports.periods',
    'reports.scorecard',
    'rollout.decisions',
    'rollout.get',
    'segments.count',
    'segments.get',
    'segments.list',
    'segments.values',
    'watching.ofFigure',
    'watching.open',
    'watching.past',
    'workspaces.firstSteps',
    'workspaces.get',
  ],
  'admin marketer approver': [
    'breaches.report',
    'campaigns.move',
    'campaigns.pause',
    'campaigns.preview',
    'consent.history',
    'customers.bands',
    'customers.get',
    'customers.list',
    'customers.timeline',
    'decisions.preview',
    'killSwitch.stop',
    'merges.count',
    'merges.ofCustomer',
    'merges.suggestions',
    'messages.get',
    'messages.list',
    'offers.propose',
    'offers.revoke',
    'review.count',
    'review.facets',
    'review.get',
    'review.history',
    'review.historyFigures',
    'review.list',
    'review.rejections',
    'review.reviewers',
    'segments.members',
    'segments.ofCustomer',
    'suppressions.find',
    'suppressions.list',
  ],
  'admin marketer executive': ['reports.revokeShare', 'reports.share', 'reports.shares'],
  'admin marketer': [
    'campaigns.create',
    'campaigns.save',
    'consent.askAgain',
    'creative.create',
    'creative.draft',
    'creative.plan',
    'creative.propose',
    'creative.wordsNow',
    'decisions.askAgain',
    'decisions.decideNow',
    'decisions.proposeNow',
    'events.checkMended',
    'events.deadLetterGroups',
    'events.deadLetters',
    'events.discardDeadLetters',
    'events.intake',
    'events.quality',
    'events.recent',
    'events.replayDeadLetter',
    'events.replayDeadLetters',
    'experiments.delete',
    'fileImports.cancel',
    'fileImports.check',
    'fileImports.get',
    'fileImports.list',
    'fileImports.preview',
    'fileImports.resume',
    'fileImports.start',
    'imports.cancel',
    'imports.get',
    'imports.list',
    'imports.pause',
    'imports.resume',
    'merges.dismiss',
    'merges.merge',
    'merges.unmerge',
    'messages.order',
    'messages.simulate',
    'policies.createDraft',
    'policies.discardDraft',
    'policies.saveDraft',
    'replay.cancel',
    'replay.start',
    'segments.archive',
    'segments.create',
    'segments.duplicate',
    'segments.restore',
    'segments.save',
    'suppressions.add',
    'suppressions.remove',
    'watching.acknowledge',
    'watching.reopen',
  ],
  'admin approver': [
    'campaigns.approve',
    'campaigns.retractApproval',
    'creative.judge',
    'offers.approve',
    'review.assign',
    'review.attend',
    'review.checkEdit',
    'review.claim',
    'review.decide',
    'review.decideMany',
    'review.release',
    'review.requestChanges',
    'review.snooze',
    'review.undo',
    'review.undoMany',
  ],
  'admin executive': ['audit.actors', 'audit.get', 'audit.list', 'audit.publicKey', 'audit.verify'],
  admin: [
    'agents.chooseVersion',
    'agents.setLevel',
    'consent.correct',
    'fileImports.previewUndo',
    'fileImports.undo',
    'killSwitch.resume',
    'notices.save',
    'notices.settings',
    'notices.test',
    'people.changeRole',
    'people.invitations',
    'people.invite',
    'people.list',
    'people.passwordLink',
    'people.remove',
    'people.revokeInvitation',
    'policies.activate',
    'policies.rollBack',
    'privacy.counts',
    'privacy.extend',
    'privacy.get',
    'privacy.letReturn',
    'privacy.list',
    'privacy.lookUp',
    'privacy.receive',
    'privacy.refuse',
    'privacy.run',
    'privacy.verify',
    'providers.assignTemplate',
    'providers.connect',
    'providers.disconnect',
    'providers.list',
    'providers.refreshTemplates',
    'providers.templates',
    'providers.test',
    'review.foresee',
    'rollout.decide',
    'web.renewSecret',
    'web.revealSecret',
    'web.save',
    'web.seenPages',
    'web.site',
    'workspaces.previewBrand',
    'workspaces.saveCounting',
    'workspaces.saveSettings',
    'workspaces.settings',
    'writeKeys.create',
    'writeKeys.list',
    'writeKeys.revoke',
    'writeKeys.rotate',
  ],
};

/** What each role is answered that asks for a workspace of its own. */
const CREATED: Record<Role, string> = {
  admin: 'answered',
  marketer: 'FORBIDDEN',
  approver: 'FORBIDDEN',
  executive: 'FORBIDDEN',
};

type Ids = Touch & {
  keyId: string;
  stopId: string;
  letterId: string;
  importId: string;
  fileId: string;
  experimentId: string;
  draftId: string;
  campaignId: string;
  segmentId: string;
  offerId: string;
  runId: string;
  variantId: string;
  requestId: string;
  shareId: string;
  anomalyId: string;
  linkId: string;
  outsiderId: string;
};

let own: FreshWorkspace;
let other: FreshWorkspace;
let ids: Ids;
const people = {} as Record<Role, { userId: string; email: string }>;

/** One procedure as somebody calls it. */
function callAs(person: { userId: string; email: string } | null, path: string): Call {
  const session = person && { ...person, sessionId: v7(), name: 'Pat' };
  const api: unknown = createCallerFactory(appRouter)(contextOfSession(session));
  return path.split('.').reduce((at, name) => (at as Record<string, unknown>)[name], api) as Call;
}

const refusal = (answer: Promise<unknown>) =>
  answer.then(
    () => 'answered',
    (error: { code?: string }) => error.code,
  );

/** A variant that waits for a person in the other workspace; its test is called the same. */
async function foreignVariant(): Promise<string> {
  const id = v7();
  const message = { agentId: 'cart_winback', action: 'cart_recovery', channel: 'email', templateId: 'cart-recovery' };
  await systemDb().experiment.create({
    data: {
      ...message,
      workspaceId: other.workspaceId,
      id,
      status: 'proposed',
      proposedAt: new Date(),
      startedAt: new Date(),
      variants: { create: [{ id, position: 1, style: 'benefit', status: 'proposed', writtenBy: 'template' }] },
    },
  });
  return id;
}

/** Something unusual in the other workspace. */
async function foreignAnomaly(): Promise<string> {
  const [id, at] = [v7(), new Date()];
  const window = { hours: 24, clearest: 24, windowFrom: at, windowTo: at, since: at, foundAt: at, seenUntil: at };
  const seen = {
    kpi: 'touches',
    isHigh: false,
    value: 1,
    expected: 9,
    low: 5,
    high: 13,
    deviation: 4,
    contributors: [],
  };
  await systemDb().anomaly.create({ data: { ...window, ...seen, workspaceId: other.workspaceId, id } });
  return id;
}

/** Everything of the other workspace that a call could have changed. */
async function stateOfOther(): Promise<string> {
  const where = { workspaceId: other.workspaceId };
  const rows = await Promise.all([
    systemDb().auditEntry.count({ where }),
    systemDb().message.findMany({ where }),
    systemDb().decision.findMany({ where, select: { id: true, outcome: true, version: true } }),
    systemDb().writeKey.findMany({ where, select: { id: true, revokedAt: true } }),
    systemDb().killSwitch.findMany({ where }),
    systemDb().rolloutDecision.findMany({ where }),
    systemDb().offerPolicy.findMany({ where }),
    systemDb().autonomyLevelChange.count({ where }),
    systemDb().deadLetter.findMany({ where }),
    systemDb().importJob.findMany({ where }),
    systemDb().fileImport.findMany({ where, omit: { fileBytes: true, cursorBytes: true } }),
    systemDb().policyDraft.findMany({ where }),
    systemDb().campaign.findMany({ where }),
    systemDb().segment.findMany({ where }),
    systemDb().experimentVariant.findMany({ where }),
    systemDb().policyVersion.findMany({ where }),
    systemDb().replayRun.findMany({ where }),
    systemDb().consentEvent.count({ where }),
    systemDb().privacyRequest.findMany({ where }),
    systemDb().suppression.count({ where }),
    systemDb().event.count({ where }),
    systemDb().sharedScorecard.findMany({ where }),
    systemDb().anomaly.findMany({ where }),
    systemDb().accessLink.findMany({ where }),
    systemDb().membership.findMany({ where }),
  ]);
  return JSON.stringify(rows);
}

beforeAll(async () => {
  own = await freshWorkspace();
  other = await freshWorkspace();
  for (const role of ROLES) people[role] = await personWithPassword(own.workspaceId, role);
  const { workspaceId } = other;
  const [letterId, importId, fileId, experimentId] = [v7(), v7(), v7(), v7()];
  const letter = { source: 'api', code: 'missing', field: 'event', reason: 'Nothing said.', raw: '{}' };
  await systemDb().deadLetter.create({ data: { ...letter, id: letterId, workspaceId } });
  const file = { kind: 'shop_log', fileName: 'log.csv', filePath: '/nowhere/log.csv', status: 'paused' as const };
  await systemDb().importJob.create({ data: { ...file, id: importId, workspaceId, options: {}, totals: {} } });
  const uploaded = {
    fileName: 'x.csv',
    filePath: '/nowhere/x.csv',
    fileHash: '0'.repeat(64),
    fileBytes: 1,
    encoding: 'utf-8',
    delimiter: ',',
    header: ['email'],
  };
  await systemDb().fileImport.create({ data: { ...uploaded, id: fileId, workspaceId } });
  const past = {
    name: 'Of the test',
    fileName: 'test.csv',
    settings: {},
    arms: [],
    decision: 'ship',
    createdAt: new Date(),
  };
  await systemDb().pastExperiment.create({ data: { ...past, id: experimentId, workspaceId } });
  const { id: stopId } = await stopSending(other.ctx, { scope: 'workspace', reason: 'Of the test.' });
  const { id: draftId } = await createDraft(other.ctx, { name: 'Of the test' });
  const { id: campaignId } = await createCampaign(other.ctx, { document: CAMPAIGN });
  const { id: segmentId } = await createSegment(other.ctx, { document: SEGMENT });
  const offerId = await approvedOffer(other.ctx);
  const touch = await queuedTouch(other.ctx);
  const { id: runId } = await startReplay({ ...other.ctx, now: new Date() }, { tried: { kind: 'then' }, ...period });
  const variantId = await foreignVariant();
  const asked = { kind: 'erasure', regime: 'gdpr', identifierKind: 'external', identifier: 'u' } as const;
  const { id: requestId } = await receiveRequest(other.ctx, asked);
  const { id: shareId } = await shareScorecard(other.ctx, { range: { days: 7 }, days: 7 });
  const { keyId } = other;
  const anomalyId = await foreignAnomaly();
  const { userId: outsiderId } = await personWithPassword(workspaceId, 'admin');
  const inviter = await createContext(workspaceId, {
    kind: 'user',
    userId: outsiderId,
    name: 'Pat',
    role: 'admin',
    isSimulated: false,
  });
  const { id: linkId } = await invitePerson(inviter, { email: 'nia@new.example', role: 'marketer' });
  const made = { draftId, campaignId, segmentId, offerId, runId, variantId, requestId, shareId, anomalyId };
  ids = { ...touch, linkId, outsiderId, ...made, keyId, stopId, letterId, importId, fileId, experimentId };
});

describe('every procedure', () => {
  it('says whom it is for, and what of another workspace could be named in it', () => {
    expect(procedures.length).toBeGreaterThan(30);
    expect(procedures.filter(({ meta }) => !meta).map(({ path }) => path)).toEqual([]);
    const listed = [...Object.keys(FOREIGN), ...WITHOUT_IDS].sort();
    expect(inWorkspace.map(({ path }) => path).sort()).toEqual(listed);
  });

  it.each(procedures)('$path asks strangers to sign in', async ({ path }) => {
    const input = { workspace: own.ctx.workspace.slug };
    expect(await refusal(callAs(null, path)(input))).toBe('UNAUTHORIZED');
  });

  it.each(inWorkspace)('$path knows no workspace one does not belong to', async ({ path }) => {
    const before = await stateOfOther();
    const input = { workspace: other.ctx.workspace.slug, range, ...FOREIGN[path]?.input(ids) };
    for (const role of ROLES) expect(await refusal(callAs(people[role], path)(input))).toBe('NOT_FOUND');
    expect(await stateOfOther()).toBe(before);
  });

  it('has its roles written down once', () => {
    expect(Object.values(MAY).flat().sort()).toEqual(inWorkspace.map(({ path }) => path).sort());
  });

  it.each(Object.entries(MAY).flatMap(([roles, paths]) => paths.map((path) => ({ path, roles }))))(
    '$path lets in: $roles',
    async ({ path, roles }) => {
      const input = { workspace: own.ctx.workspace.slug, range, ...FOREIGN[path]?.input(ids) };
      const letIn: Role[] = [];
      for (const role of ROLES)
        if ((await refusal(callAs(people[role], path)(input))) !== 'FORBIDDEN') letIn.push(role);
      expect(letIn.join(' ')).toBe(roles);
    },
  );

  it('workspaces.create, which names no workspace yet, is for administrators of one', async () => {
    const make = (role: Role) => {
      const input = { name: 'Tea', slug: `of-${v7()}`, currency: 'EUR', timezone: 'UTC', brand: brandForm() };
      return refusal(callAs(people[role], 'workspaces.create')(input));
    };
    for (const role of ROLES) expect(`${role}: ${await make(role)}`).toBe(`${role}: ${CREATED[role]}`);
  });

  it.each(Object.entries(FOREIGN))('%s finds nothing of another workspace', async (path, { input, list }) => {
    const before = await stateOfOther();
    const answer = callAs(people.admin, path)({ workspace: own.ctx.workspace.slug, ...input(ids) });
    if (list) expect(await answer).toMatchObject({ items: [] });
    else expect(await refusal(answer)).toBe('NOT_FOUND');
    expect(await stateOfOther()).toBe(before);
  });

  it.each(inWorkspace)('$path refuses a NUL character instead of breaking on it', async ({ path }) => {
    const input = { workspace: own.ctx.workspace.slug, range, note: 'a\0b', search: ['a\0b'] };
    expect(await refusal(callAs(people.admin, path)(input))).toBe('BAD_REQUEST');
  });
});

describe('lists', () => {
  it.each([['events.recent', { cursor: Buffer.from('{"id":"9999999999999999999"}').toString('base64url') }]])(
    '%s refuses what no column can hold',
    async (path, input) => {
      const answer = callAs(people.admin, path)({ workspace: own.ctx.workspace.slug, ...input });
      expect(await refusal(answer)).toBe('BAD_REQUEST');
    },
  );

  it('customers.timeline refuses a place that is none', async () => {
    const cursor = Buffer.from('{"at":"x","kind":"event","id":"1"}').toString('base64url');
    const { customerId } = await queuedTouch(own.ctx);
    const answer = callAs(
      people.admin,
      'customers.timeline',
    )({ workspace: own.ctx.workspace.slug, customerId, cursor });
    expect(await refusal(answer)).toBe('BAD_REQUEST');
  });
});
