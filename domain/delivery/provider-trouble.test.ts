import { describe, expect, it } from 'vitest';
import { type ChannelFacts, troublesOf } from './provider-trouble';

const NOW = new Date('2026-11-22T12:00:00Z');
const inMinutes = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const HEALTHY = { failures: 0, opened: 0, openUntil: null, closedUntil: null };
const gate = (changes: object = {}) => ({
  ...HEALTHY,
  ...{ lastFailureCode: '190', lastFailureReason: 'The access token is no longer valid' },
  ...changes,
});
const keys = (changes: Partial<ChannelFacts>, open: string[] = []) => {
  const none = { gate: null, stopped: null, templatesProblem: null, templates: [] };
  const facts = { channel: 'whatsapp', provider: 'WhatsApp Cloud API', ...none, ...changes } as const;
  return troublesOf(facts, new Set(open), NOW).map(({ key }) => key);
};
const template = (status: 'approved' | 'paused' | 'rejected', unfit: string | null = null) => {
  return { id: '7', name: 'miss_you', status, unfit, wasApproved: true };
};
const unread = (failures: number, isRefused = false) => ({
  templatesProblem: { words: 'No answer.', failures, isRefused },
});

describe('what is wrong with a provider', () => {
  it.each<[string, Partial<ChannelFacts>, string[]]>([
    ['nothing, with a failure long mended', { gate: gate() }, []],
    ['a hiccup of thirty seconds', { gate: gate({ opened: 1, openUntil: inMinutes(0.5) }) }, []],
    ['a refusal of the account', { gate: gate({ opened: 1, openUntil: inMinutes(15) }) }, ['whatsapp:circuit']],
    ['a probe that failed', { gate: gate({ opened: 2, openUntil: inMinutes(1) }) }, ['whatsapp:circuit']],
    ['a probe that is due', { gate: gate({ opened: 2, openUntil: inMinutes(-1) }) }, ['whatsapp:circuit']],
    ['asked to wait seven seconds', { gate: gate({ closedUntil: inMinutes(0.1) }) }, []],
    ['asked to wait an hour', { gate: gate({ closedUntil: inMinutes(60) }) }, ['whatsapp:quota']],
    ['a stop of our own', { stopped: 'Paused' }, ['whatsapp:stopped']],
    ['templates that were not read once', unread(1), []],
    ['templates that were not read twice in a row', unread(2), ['whatsapp:templates']],
    ['templates that are refused to us', unread(1, true), ['whatsapp:templates']],
    ['an approved template', { templates: [template('approved')] }, []],
    ['a paused template', { templates: [template('paused')] }, ['whatsapp:template:7']],
    ['a rejected template', { templates: [template('rejected')] }, ['whatsapp:template:7']],
    ['an approved one that cannot be filled', { templates: [template('approved', 'No.')] }, ['whatsapp:template:7']],
  ])('%s', (_name, facts, wanted) => expect(keys(facts)).toEqual(wanted));

  it.each<[string, string, Partial<ChannelFacts>, boolean]>([
    ['rest of a refused account', 'circuit', { gate: gate({ opened: 1, openUntil: inMinutes(4) }) }, true],
    ['probe after it', 'circuit', { gate: gate({ opened: 1, openUntil: inMinutes(-1) }) }, true],
    ['closed circuit', 'circuit', { gate: gate() }, false],
    ['end of a long wait', 'quota', { gate: gate({ closedUntil: inMinutes(4) }) }, true],
    ['wait that is over', 'quota', { gate: gate({ closedUntil: inMinutes(-1) }) }, false],
  ])('once known it lasts until it is over: the %s', (_name, what, facts, lasts) => {
    expect(keys(facts, [`whatsapp:${what}`])).toEqual(lasts ? [`whatsapp:${what}`] : []);
    if (lasts) expect(keys(facts)).toEqual([]);
  });
});
