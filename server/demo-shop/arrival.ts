import { redirect } from 'next/navigation';
import type { Arrival } from '../services/shop';

type SearchParams = Record<string, string | string[] | undefined>;

const CAMPAIGN = /^utm_([a-z]{2,20})$/;
const PAGES = new Set(['', '/cart']);

/** What an address into the shop carries, in the names the events format has for it. */
export function readArrival(query: URLSearchParams): Arrival {
  const campaign: Record<string, string> = {};
  for (const [key, value] of query) {
    const name = CAMPAIGN.exec(key)?.[1];
    if (name) campaign[name === 'campaign' ? 'name' : name] = value.slice(0, 200);
  }
  return {
    token: query.get('tsm')?.slice(0, 200) ?? null,
    code: query.get('code')?.slice(0, 40) ?? null,
    campaign,
  };
}

/**
 * Sends a visitor who comes from a message through the door that remembers it, so that neither token nor code stays in
 * the address bar. Others pass.
 */
export function enterIfCarried(slug: string, page: '' | '/cart', searchParams: SearchParams): void {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(searchParams)) if (typeof value === 'string') query.set(key, value);
  if (!query.has('tsm') && !query.has('code')) return;
  query.set('to', page);
  redirect(`/shop/${slug}/enter?${query}`);
}

/** Where the door leads: a page of this shop, never elsewhere. */
export function pageAfterEntering(slug: string, to: string | null): string {
  return `/shop/${slug}${to && PAGES.has(to) ? to : ''}`;
}
