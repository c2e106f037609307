import type { Page } from '@playwright/test';

/** Where it is one in the afternoon at an instant: nobody there has to wait for the morning. POSIX counts its zones westwards. */
export function afternoonZone(at: number): string {
  const west = new Date(at).getUTCHours() - 13;
  return west === 0 ? 'Etc/GMT' : `Etc/GMT${west > 0 ? '+' : ''}${west}`;
}

/** The exact figure of a tile on the home page; money as a number. */
export async function figureOf(page: Page, label: string): Promise<number> {
  const tile = page.getByRole('article').filter({ has: page.getByRole('heading', { name: label, exact: true }) });
  const exact = await tile.locator('p[title]').first().getAttribute('title');
  return Number((exact ?? '').replace(/[^0-9.]/g, ''));
}
