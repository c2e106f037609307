import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyBrief, GOOD_WORDS } from '@/tests/factories/copy-brief';
import { type FreshWorkspace, freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { INJECTION_CASES, type InjectionCase, injected, obeyed } from '@/tests/factories/injection-cases';
import { type FakeAnswer, type FakeModelServer, fakeModelServer } from '@/tests/harness/fake-model-server';
import { type CopyModel, copyModel } from '../../ai/copy-model';
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
