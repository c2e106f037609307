import { whole } from '../figure';
import { section } from '../section';

/** Whose words need a reader, and what a language model may take to write them. */
export const CopyPolicy = section('Copy', 'Whose words need a reader, and what a language model may cost.', {
  unreviewedFromLevel: whole(
    2,
    2,
    4,
    'Level that a language model’s own words for an action must have earned to leave unread; 4 means never.',
    'level',
    'Model copy unread from',
  ),
  dailyCostCents: whole(
    500,
    0,
    1_000_000_000,
    'What a language model may cost within 24 hours; from there on the template writer writes. 0 asks no model.',
    'US cents',
    'Cost of a model a day',
  ),
  dailyTokens: whole(
    500_000,
    0,
    1_000_000_000,
    'Tokens within 24 hours of calls whose cost is not known, because no price is set or no count was told. 0 asks no model.',
    'tokens',
    'Tokens of unknown cost a day',
  ),
});
