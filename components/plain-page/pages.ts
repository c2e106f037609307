import { TROUBLE_WORDS } from '@/lib/database-trouble';
import { plainPage } from './plain-page';

const RELOAD_SECONDS = 3;

/** For somebody who uses the product while its database is away. */
export function restartingPage(): string {
  const { title, text } = TROUBLE_WORDS.away;
  return plainPage({
    name: 'Touchstone',
    title,
    html: text,
    reloadAfterSeconds: RELOAD_SECONDS,
  });
}

/** For a shopper whose link cannot be looked up for the moment. */
export function linkWaitsPage(): string {
  return plainPage({
    title: 'One moment, please',
    html: 'Your link will open by itself in a few seconds. If it does not, open it again in a minute.',
    reloadAfterSeconds: RELOAD_SECONDS,
  });
}

/**
 * For a request that nothing can be made of: an address that is no text (400), a method nothing here has (405), a form of
 * another site (403).
 */
export function refusedPage(status: 400 | 403 | 405): string {
  const { title, why } = REFUSALS[status];
  return plainPage({ name: 'Touchstone', title, html: `${why} <a href="/">first page</a>.` });
}

const REFUSALS = {
  400: {
    title: 'This address does not work',
    why: 'A part of it was cut off or mixed up on its way. Copy the whole address, or start from the',
  },
  403: {
    title: 'This came from another site',
    why: 'Forms are taken from pages of this installation only, and nothing was changed. Start from the',
  },
  405: { title: 'This cannot be done here', why: 'No address here answers such a request. Start from the' },
} as const;
