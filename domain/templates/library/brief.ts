import { plural } from '../../shared/plural';
import type { Brand } from '../../workspaces/brand';
import { fillSlots, SLOTS, slotsIn } from '../slots';

/** What every message is written from. The first name is only measured with, never written down. */
export type Brief = {
  readonly brand: Brand;
  readonly firstName: string | null;
  /** A subject must stay below this many characters once the name is in it. */
  readonly subjectLength: number;
  readonly landingUrl: string;
};

/** A discount in the words of a message; its code and last day are slots until the message is rendered. */
export type OfferWords = { readonly percentOff: number; readonly expiresAt: string };

/**
 * The first of the subjects that is short enough with this customer's name in it; the last one must have no name. A
 * customer whose name is not known gets one without: a subject that begins with "there" greets nobody.
 */
export function fittingSubject(brief: Brief, subjects: readonly [string, ...string[]]): string {
  const fits = (subject: string) =>
    (brief.firstName !== null || slotsIn(subject).length === 0) &&
    fillSlots(subject, { 'customer.first_name': brief.firstName }).length < brief.subjectLength;
  return subjects.find(fits) ?? subjects[subjects.length - 1] ?? subjects[0];
}

/** How a letter begins. */
export const GREETING = `Hi ${SLOTS.firstName},`;

/** A page of the shop: its address and a path. */
export function shopUrl(brand: Brand, path: string): string {
  return `${brand.websiteUrl.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;
}

/** "1 item", "3 items". */
export function items(count: number): string {
  return plural(count, 'item');
}
