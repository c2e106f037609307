import { redirect } from 'next/navigation';
import { cutText } from '@/domain/shared/cut-text';
import { type Arrival, CAMPAIGN_KEYS, CAMPAIGN_VALUE_LENGTH, type ShopCampaign, ShopCode } from '../services/shop';

type SearchParams = Record<string, string | string[] | undefined>;

const PAGES = new Set(['', '/cart']);

/** What an address into the shop carries, in the names the events format has for it; what can be none is left out. */
export function readArrival(query: URLSearchParams): Arrival {
  return {
    token: plain(query.get('tsm') ?? '', 200) || null,
    code: ShopCode.safeParse(query.get('code')?.trim()).data ?? null,
    campaign: campaignOf(query),
  };
}

function campaignOf(query: URLSearchParams): ShopCampaign {
  const campaign: ShopCampaign = {};
  for (const key of CAMPAIGN_KEYS) {
    const value = query.get(`utm_${key === 'name' ? 'campaign' : key}`);
    if (value !== null) campaign[key] = plain(value, CAMPAIGN_VALUE_LENGTH);
  }
  return campaign;
}

/** Without what no column can hold. */
function plain(text: string, length: number): string {
  return cutText(text.replace(/\p{Cc}/gu, ''), length);
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
