import { z } from 'zod';
import { chance, seededRng } from '../shared/random';
import { after, DAY } from '../shared/time';
import type { Response } from './response';

/**
 * What can be made to break in a simulated season. `open-pixel`: opens are reported no more. `checkout-broken`: nobody can
 * order. `complaints`: people report messages as spam who would not have. `provider-down`: nobody takes a message.
 */
export const FAULT_KINDS = ['open-pixel', 'checkout-broken', 'complaints', 'provider-down'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** Something that breaks at one instant and is mended at another. */
export const PlantedFault = z.object({ kind: z.enum(FAULT_KINDS), from: z.coerce.date(), to: z.coerce.date() });
export type PlantedFault = z.infer<typeof PlantedFault>;

/** Days until somebody mends it. */
const FAULT_DAYS = 3;
/** P(complaint | delivered) while people complain: about as many as after a list was bought. */
const COMPLAINING = 0.08;

/** Figures that a fault shows in. What else is unusual then is a false alarm. */
export const SHOWN_IN: Readonly<Record<FaultKind, readonly string[]>> = {
  'open-pixel': ['open_rate'],
  'checkout-broken': ['shop_orders', 'attributed_revenue', 'conversion_rate'],
  // Who complains reads, clicks and orders no more.
  complaints: ['complaint_rate', 'open_rate', 'click_rate'],
  // Messages wait, so less is decided; what waited too long is given up.
  'provider-down': ['touches', 'delivery_rate', 'decisions', 'blocked_share'],
};

/** The fault that begins with a day of the season, counted from 0. */
export function faultOn(kind: FaultKind, startsAt: Date, day: number): PlantedFault {
  const from = after(startsAt, day * DAY);
  return { kind, from, to: after(from, FAULT_DAYS * DAY) };
}

function isDuring({ from, to }: PlantedFault, at: Date): boolean {
  return at >= from && at < to;
}

/** Whether an order can be placed at an instant. */
export function canOrder(fault: PlantedFault | null, at: Date): boolean {
  return fault?.kind !== 'checkout-broken' || !isDuring(fault, at);
}

/** Whether whoever delivers takes a message at an instant. */
export function canDeliver(fault: PlantedFault | null, at: Date): boolean {
  return fault?.kind !== 'provider-down' || !isDuring(fault, at);
}

/** An answer as it comes through what is broken; `key` seeds who complains. */
export function brokenAnswer(
  fault: PlantedFault | null,
  key: string,
  deliveredAt: Date,
  responses: readonly Response[],
): Response[] {
  if (!fault) return [...responses];
  switch (fault.kind) {
    case 'open-pixel':
      return responses.filter(({ kind, at }) => !(kind.endsWith('opened') && isDuring(fault, at)));
    case 'checkout-broken':
      return responses.filter(({ kind, at }) => kind !== 'ordered' || canOrder(fault, at));
    case 'provider-down':
      return [...responses];
    case 'complaints': {
      const first = responses[0];
      const isComplaint = isDuring(fault, deliveredAt) && chance(seededRng(`${key}:complaint`), COMPLAINING);
      return isComplaint ? [{ kind: 'complained', at: first?.at ?? after(deliveredAt, DAY / 24) }] : [...responses];
    }
  }
}
