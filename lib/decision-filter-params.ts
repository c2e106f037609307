import { createLoader, createParser, createSerializer, parseAsArrayOf, parseAsStringLiteral } from 'nuqs/server';
import { CHANNELS } from '@/domain/channels/channel-ids';
import { OUTCOMES } from '@/domain/decisions/outcomes';
import { GUARDRAILS } from '@/domain/guardrails/guardrail-ids';
import { parseRange, resolveRange, serialiseRange } from './date-range';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const NAME = /^[a-z0-9_]{1,48}$/;

/** An id of ours in the URL; anything else is read as none. */
export const parseAsId = createParser({
  parse: (value) => (UUID.test(value) ? value.toLowerCase() : null),
  serialize: (value: string) => value,
});
/** A name of ours in the URL (an agent, an action); anything else is read as none. */
export const parseAsName = createParser({
  parse: (value) => (NAME.test(value) ? value : null),
  serialize: (value: string) => value,
});
const parseAsRule = createParser({
  parse: (value) => (/^[a-z_]{1,20}\.[a-z_]{1,43}$/.test(value) ? value : null),
  serialize: (value: string) => value,
});
const RISK_LEVELS = ['low', 'mid', 'high'] as const;
/** Days in the URL: a preset, or "2026-11-01..2026-11-07". */
export const parseAsDays = createParser({
  parse: parseRange,
  serialize: serialiseRange,
  eq: (a, b) => serialiseRange(a) === serialiseRange(b),
});

/** Decisions that come at once. */
export const DECISION_PAGE = 50;

/** Filters of the decisions log in the URL, the same on the server and in the browser; what cannot be read is none. */
export const decisionFilterParams = {
  outcome: parseAsArrayOf(parseAsStringLiteral(OUTCOMES)).withDefault([]),
  agent: parseAsName,
  action: parseAsName,
  channel: parseAsStringLiteral(CHANNELS),
  range: parseAsDays,
  customer: parseAsId,
  /** A guardrail, or one rule of it, that said no. */
  guardrail: parseAsStringLiteral(GUARDRAILS),
  rule: parseAsRule,
  risk: parseAsStringLiteral(RISK_LEVELS),
  reviewer: parseAsId,
};

/** Reads the filters in a page or route: `const filters = await loadDecisionFilters(searchParams)`. */
export const loadDecisionFilters = createLoader(decisionFilterParams);
export type ChosenFilters = Awaited<ReturnType<typeof loadDecisionFilters>>;

/** The filters as an address says them: "?agent=campaign", or nothing. */
export const writeDecisionFilters = createSerializer(decisionFilterParams);

/** What the server is asked for, from what the URL says; days are those of the workspace's zone. */
export function askedOf(chosen: ChosenFilters, now: Date, timezone: string) {
  const span = chosen.range ? resolveRange(chosen.range, 'off', now, timezone) : null;
  return {
    ...(chosen.outcome.length > 0 && { outcomes: chosen.outcome }),
    ...(chosen.agent && { agentId: chosen.agent }),
    ...(chosen.action && { action: chosen.action }),
    ...(chosen.channel && { channel: chosen.channel }),
    ...(chosen.customer && { customerId: chosen.customer }),
    ...(chosen.guardrail && { guardrail: chosen.guardrail }),
    ...(chosen.rule && { rule: chosen.rule }),
    ...(chosen.risk && { risk: chosen.risk }),
    ...(chosen.reviewer && { reviewerId: chosen.reviewer }),
    ...(span && { from: span.from, to: span.to }),
  };
}

/** Most decisions that can be picked one by one. */
export const MOST_SELECTED = 200;

/** Decisions named one by one, 200 at most; more cannot be read. */
export const parseAsIds = {
  parse: (value: string) => {
    const ids = value.split(',');
    return ids.length > MOST_SELECTED ? null : ids.map((id) => parseAsId.parse(id)).filter((id) => id !== null);
  },
};

/** The decisions that an export names one by one ("ids=a,b"); undefined where it names none. */
export function selectedIn(params: URLSearchParams): string[] | undefined {
  const ids = params.get('ids');
  return ids === null ? undefined : (parseAsIds.parse(ids) ?? []);
}

/** Names of query parameters whose value could not be read. */
export function unreadable(raw: Iterable<[string, string]>, chosen: ChosenFilters): string[] {
  return [...raw].flatMap(([name, value]) => {
    if (!(name in decisionFilterParams) || value === '') return [];
    const read = chosen[name as keyof ChosenFilters];
    const count = Array.isArray(read) ? read.length : read === null ? 0 : 1;
    const asked = name === 'outcome' ? value.split(',').length : 1;
    return count < asked ? [name] : [];
  });
}
