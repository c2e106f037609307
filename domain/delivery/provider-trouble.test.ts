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
const keys = (changes: Partial<ChannelFacts>) => {
  const none = { gate: null, stopped: null, templatesProblem: null, templates: [] };
  const facts = { channel: 'whatsapp', provider: 'WhatsApp Cloud API', ...none, ...changes } as const;
  return troublesOf(facts, NOW).map(({ key }) => key);
};
const template = (status: 'approved' | 'paused' | 'rejected') => ({ id: '7', name: 'miss_you', status });

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
    ['templates nobody can read', { templatesProblem: 'No.' }, ['whatsapp:templates']],
    ['an approved template', { templates: [template('approved')] }, []],
    ['a paused template', { templates: [template('paused')] }, ['whatsapp:template:7']],
    ['a rejected template', { templates: [template('rejected')] }, ['whatsapp:template:7']],
  ])('%s', (_name, facts, wanted) => expect(keys(facts)).toEqual(wanted));
});
