import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '@/domain/policies/policy';
import { after, DAY } from '@/domain/shared/time';
import type { ServiceContext } from '@/server/context';
import { copyBrief, GOOD_WORDS } from '@/tests/factories/copy-brief';
import { type FreshWorkspace, freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { INJECTION_CASES, type InjectionCase, injected, obeyed } from '@/tests/factories/injection-cases';
import { memberIn, reviewWorkspace } from '@/tests/factories/review';
import { type FakeAnswer, type FakeModelServer, fakeModelServer } from '@/tests/harness/fake-model-server';
import { type CopyModel, copyModel } from '../../ai/copy-model';
import { copyStanding } from './spending';
import { writeCopy } from './write-copy';

let answer: (body: string) => FakeAnswer;
let server: FakeModelServer;
let workspace: FreshWorkspace;

beforeAll(async () => {
  workspace = await freshWorkspace();
  server = await fakeModelServer((body) => answer(body));
});
afterAll(() => server.close());

function model(changes: { timeoutMs?: number; baseUrl?: string } = {}): CopyModel {
  return copyModel({
    provider: 'compatible',
    model: 'fake-1',
    apiKey: 'k',
    baseUrl: server.baseUrl,
    timeoutMs: 10_000,
    inputPricePer1k: 0.002,
    outputPricePer1k: 0.008,
    ...changes,
  });
}

function draft(id: string | undefined) {
  return workspace.ctx.db.copyDraft.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId: workspace.workspaceId, id: id ?? '' } },
  });
}

const PLACES = {
  subject: 'subject',
  plainSubject: 'subject without a name',
  preheader: 'preview line',
  headline: 'headline',
  paragraph: 'paragraph 2',
  callToAction: 'button',
};

/** Where the checks must have found what the model was told to say: there, and nowhere else. */
function placeOf({ part }: InjectionCase): string {
  return PLACES[part];
}

/** The document between the marks of a request. */
function dataOf(body: string): string {
  const { messages } = JSON.parse(body) as { messages: { role: string; content: string | { text: string }[] }[] };
  const user = messages.find(({ role }) => role === 'user')?.content ?? '';
  return typeof user === 'string' ? user : user.map(({ text }) => text).join('');
}

describe('words by a language model', () => {
  it('are taken when they pass every check, with model, prompt, tokens and cost on record', async () => {
    answer = () => ({ kind: 'object', value: GOOD_WORDS });
    const written = await writeCopy(workspace.ctx, copyBrief(), model());
    expect(written).toMatchObject({ writtenBy: 'model', outcome: 'written' });
    expect(written?.words.subject).toBe(
      '{{ customer.first_name | default: "there" }}, {{ offer.percent_off }}% off what you chose',
    );
    expect(await draft(written?.draftId)).toMatchObject({
      provider: 'compatible',
      model: 'fake-1',
      promptVersion: 1,
      inputTokens: 900,
      outputTokens: 150,
      // 900 x $0.002 / 1,000 + 150 x $0.008 / 1,000 = $0.003
      costMicros: 3_000,
      outcome: 'written',
    });
  });

  it.each<[outcome: string, answer: FakeAnswer, timeoutMs?: number]>([
    ['timeout', { kind: 'silence' }, 150],
    ['rate_limited', { kind: 'status', status: 429 }],
    ['unavailable', { kind: 'status', status: 500 }],
    ['unavailable', { kind: 'status', status: 401 }],
    ['garbage', { kind: 'text', text: 'Sure! Here is a lovely subject line for you.' }],
    ['garbage', { kind: 'text', text: '{"subject":"half' }],
    ['garbage', { kind: 'object', value: { subject: 'Only this' } }],
    ['garbage', { kind: 'object', value: { ...GOOD_WORDS, paragraphs: [] } }],
    ['refused', { kind: 'text', text: '', finishReason: 'content_filter' }],
  ])('fall back to approved copy on %s', async (outcome, given, timeoutMs) => {
    answer = () => given;
    const written = await writeCopy(workspace.ctx, copyBrief(), model(timeoutMs ? { timeoutMs } : {}));
    expect(written).toMatchObject({ writtenBy: 'template', outcome });
    expect(written?.words.headline).toBe('Your cart, for less');
    expect(await draft(written?.draftId)).toMatchObject({ outcome, writtenBy: 'template', model: 'fake-1' });
  });

  it('fall back when nobody answers at the address', async () => {
    const written = await writeCopy(workspace.ctx, copyBrief(), model({ baseUrl: 'http://127.0.0.1:1/v1' }));
    expect(written).toMatchObject({ writtenBy: 'template', outcome: 'unavailable' });
  });

  it('are the template writer’s where no model is set up, and nothing is said that is not true', async () => {
    expect(await writeCopy(workspace.ctx, copyBrief(), null)).toMatchObject({
      outcome: 'no_model',
      writtenBy: 'template',
    });
    expect(await writeCopy(workspace.ctx, copyBrief({ style: 'social_proof' }), null)).toBeNull();
    expect(await writeCopy(workspace.ctx, copyBrief({ style: 'scarcity', offerEnds: false }), null)).toBeNull();
  });

  it('are asked for by those who may', async () => {
    const executive = await personIn(workspace.workspaceId, 'executive');
    await expect(writeCopy(executive, copyBrief(), null)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('a model that obeys every injection', () => {
  it('meets enough of them', () => {
    expect(INJECTION_CASES.length).toBeGreaterThanOrEqual(100);
    expect(new Set(INJECTION_CASES.map(({ name }) => name)).size).toBe(INJECTION_CASES.length);
  });

  it.each(INJECTION_CASES)('$name ($door): its words are refused', async (injection) => {
    const brief = copyBrief(injected(injection));
    answer = () => ({ kind: 'object', value: obeyed(injection) });
    const written = await writeCopy(workspace.ctx, brief, model());
    expect(written).toMatchObject({ writtenBy: 'template', outcome: 'failed_checks' });
    expect(JSON.stringify(written?.words)).not.toContain(injection.says);
    const { problems } = await draft(written?.draftId);
    expect(new Set((problems as { where: string }[]).map(({ where }) => where))).toEqual(new Set([placeOf(injection)]));
    // The stranger's text stood between the marks alone, and could not end them.
    const body = server.requests.at(-1) ?? '';
    const data = dataOf(body);
    expect(data).toMatch(/^<data-([0-9a-f]{8})>\n[^<>]*\n<\/data-\1>$/);
  });

  it('gives the reference of the call away: refused', async () => {
    answer = (body) => ({
      kind: 'object',
      value: { ...GOOD_WORDS, headline: `Look ${/Reference ([0-9a-f]{32})/.exec(body)?.[1]}` },
    });
    const written = await writeCopy(workspace.ctx, copyBrief(), model());
    expect((await draft(written?.draftId)).problems).toContainEqual({
      rule: 'secret',
      where: 'headline',
      found: 'the reference',
    });
  });
});

describe('the limit of a day', () => {
  const SPENT = { inputTokens: 900, outputTokens: 150, latencyMs: 1 };

  /** A workspace with its own limits, with an administrator and a marketer. */
  async function limited(copy: { dailyCostCents?: number; dailyTokens?: number }): Promise<ServiceContext> {
    const ctx = await reviewWorkspace({ copy: { ...DEFAULT_POLICY.copy, ...copy } });
    await memberIn(ctx, 'admin', 'Ada');
    await memberIn(ctx, 'marketer', 'Max');
    return ctx;
  }

  /** A model that answers well at once, or when as many calls are under way as told; `calls` are those it got. */
  function spender({ costMicros, together = 1 }: { costMicros: number | null; together?: number }) {
    const seen = { calls: 0 };
    let all: () => void = () => {};
    const areAllHere = new Promise<void>((resolve) => {
      all = resolve;
    });
    const asked: CopyModel = {
      provider: 'compatible',
      model: 'fake-1',
      async write() {
        seen.calls += 1;
        if (seen.calls >= together) all();
        await areAllHere;
        return { ok: true, words: GOOD_WORDS, usage: { ...SPENT, costMicros } };
      },
    };
    return { asked, seen };
  }

  const outcomes = async (ctx: ServiceContext, asked: CopyModel, times: number) => {
    const found: (string | undefined)[] = [];
    for (let turn = 0; turn < times; turn++) found.push((await writeCopy(ctx, copyBrief(), asked))?.outcome);
    return found;
  };
  const noticesOf = (ctx: ServiceContext) =>
    ctx.db.noticeOutbox.findMany({ where: { workspaceId: ctx.workspaceId }, orderBy: { createdAt: 'asc' } });

  it('is what calls cost: from there on the template writer writes, and administrators hear of it once a day', async () => {
    const ctx = await limited({ dailyCostCents: 1 });
    const { asked, seen } = spender({ costMicros: 4_000 });
    expect(await outcomes(ctx, asked, 5)).toEqual(['written', 'written', 'written', 'capped', 'capped']);
    expect(seen.calls).toBe(3);
    const capped = await ctx.db.copyDraft.findFirst({ where: { workspaceId: ctx.workspaceId, outcome: 'capped' } });
    expect(capped).toMatchObject({ writtenBy: 'template', provider: null, model: null, costMicros: null });
    expect(await copyStanding(ctx)).toMatchObject({ cap: 'cost', spent: '$0.012 of $0.01 in the last 24 hours' });
    expect(await noticesOf(ctx)).toMatchObject([{ kind: 'copy_cap', status: 'waiting' }]);

    const nextDay = { ...ctx, now: after(ctx.now, DAY + 1) };
    expect(await outcomes(nextDay, asked, 4)).toEqual(['written', 'written', 'written', 'capped']);
    expect(await noticesOf(ctx)).toHaveLength(2);
  });

  it('is tokens where the cost is not known, and a call that told none counts as the longest answer', async () => {
    const ctx = await limited({ dailyTokens: 2_100 });
    const { asked } = spender({ costMicros: null });
    expect(await outcomes(ctx, asked, 3)).toEqual(['written', 'written', 'capped']);
    expect(await copyStanding(ctx)).toMatchObject({
      cap: 'tokens',
      spent: '$0.00 of $5.00 and 2,100 of 2,100 tokens of unknown cost in the last 24 hours',
    });
    const other = await limited({ dailyTokens: 2_000 });
    const fails = (outcome: 'timeout' | 'unavailable'): CopyModel => ({
      provider: 'compatible',
      model: 'fake-1',
      write: async () => ({
        ok: false,
        outcome,
        usage: { inputTokens: null, outputTokens: null, costMicros: null, latencyMs: 1 },
      }),
    });
    expect(await outcomes(other, fails('unavailable'), 3)).toEqual(['unavailable', 'unavailable', 'unavailable']);
    expect(await outcomes(other, fails('timeout'), 2)).toEqual(['timeout', 'capped']);
  });

  it('can be gone over by the calls under way at the same moment, and by no others', async () => {
    const ctx = await limited({ dailyCostCents: 1 });
    const { asked, seen } = spender({ costMicros: 10_000, together: 3 });
    const together = await Promise.all(Array.from({ length: 3 }, () => writeCopy(ctx, copyBrief(), asked)));
    expect(together.map((copy) => copy?.outcome)).toEqual(['written', 'written', 'written']);
    const late = await Promise.all(Array.from({ length: 3 }, () => writeCopy(ctx, copyBrief(), asked)));
    expect(late.map((copy) => copy?.outcome)).toEqual(['capped', 'capped', 'capped']);
    expect(seen.calls).toBe(3);
    expect(await noticesOf(ctx)).toHaveLength(1);
  });

  it('of 0 asks no model, and is no news; of one workspace it is no other’s', async () => {
    const ctx = await limited({ dailyCostCents: 0 });
    const { asked, seen } = spender({ costMicros: 1 });
    expect(await outcomes(ctx, asked, 2)).toEqual(['capped', 'capped']);
    expect([seen.calls, await noticesOf(ctx)]).toEqual([0, []]);
    expect(await outcomes(await limited({ dailyCostCents: 1 }), asked, 1)).toEqual(['written']);
  });
});

describe('what a model is told', () => {
  it('holds no address and no number, wherever they stood', async () => {
    answer = () => ({ kind: 'object', value: GOOD_WORDS });
    const seeds = ['ada.lovelace@customers.example', '+44 7700 900123', '+447700900456'];
    const text = `Mug for ${seeds.join(' and ')}`;
    await writeCopy(
      workspace.ctx,
      copyBrief({ products: [text], audience: text, learnings: [text], rejections: [text] }),
      model(),
    );
    const body = server.requests.at(-1) ?? '';
    expect(body).toContain('Mug for [e-mail]');
    for (const seed of seeds) expect(body).not.toContain(seed);
  });
});
