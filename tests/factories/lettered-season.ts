import type { Cents } from '@/domain/shared/money';
import { integer, seededRng } from '@/domain/shared/random';
import { after, between, DAY, HOUR } from '@/domain/shared/time';
import { basketFor, basketValue } from '@/domain/simulation/basket';
import { brokenAnswer } from '@/domain/simulation/fault';
import { type Person, population, type World, weeksIn } from '@/domain/simulation/people';
import { planResponses, type Response } from '@/domain/simulation/response';

/** One letter of the shop's news and what came of it; `cents`: what its reader ordered because of it. */
export type Letter = { person: Person; deliveredAt: Date; responses: Response[]; cents: Cents };

/**
 * A season in which everybody who may be written to gets the news once a week, at an hour of their own, and answers by the
 * law of the world and through what is broken in it. No decisions, no database: what follows from the people alone.
 */
export function letteredSeason(world: World): Letter[] {
  const hours = between(world.startsAt, world.endsAt) / HOUR;
  const letters = population(world)
    .filter(({ consents }) => consents.some(({ channel, status }) => channel === 'email' && status === 'granted'))
    .flatMap((person) => {
      const first = integer(seededRng(`${world.seed}:letters:${person.id}`), 0, 7 * 24 - 1);
      return Array.from({ length: Math.ceil((hours - first) / (7 * 24)) }, (_, week) =>
        letter(world, person, after(world.startsAt, first * HOUR + week * 7 * DAY)),
      );
    });
  return letters.toSorted((a, b) => between(b.deliveredAt, a.deliveredAt));
}

function letter(world: World, person: Person, deliveredAt: Date): Letter {
  const key = `${world.seed}:letter:${person.id}:${deliveredAt.toISOString()}`;
  const rng = seededRng(key);
  const facts = {
    ...({ channel: 'email', occasion: 'news', band: 'from300', percentOff: 0, recentTouches: 0 } as const),
    ...{ deliveredAt, weeksIn: weeksIn(world, deliveredAt) },
  };
  const planned = planResponses(rng, facts, world.parameters.response);
  const responses = brokenAnswer(world.fault ?? null, key, deliveredAt, planned);
  const isOrdered = responses.some(({ kind, at }) => kind === 'ordered' && at < world.endsAt);
  return { person, deliveredAt, responses, cents: isOrdered ? basketValue(basketFor(rng, person)) : 0 };
}
