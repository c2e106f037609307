import { createParser, parseAsBoolean, parseAsStringLiteral } from 'nuqs/server';
import { CHANGE_KINDS, type ChangeKind } from '@/domain/replay/change-kinds';
import { FIRST_OUTCOMES } from '@/domain/replay/first-outcomes';

const KINDS = Object.keys(CHANGE_KINDS) as [ChangeKind, ...ChangeKind[]];
const parseAsRule = createParser({
  parse: (value) => (/^[a-z_.]{1,64}$/.test(value) ? value : null),
  serialize: (value: string) => value,
});

/** Which of a replay's changes are shown; `gaps` shows the decisions that could not be made again instead. */
export const replayFilterParams = {
  kind: parseAsStringLiteral(KINDS),
  rule: parseAsRule,
  from: parseAsStringLiteral(FIRST_OUTCOMES),
  to: parseAsStringLiteral(FIRST_OUTCOMES),
  gaps: parseAsBoolean.withDefault(false),
};
