import { read, write } from './storage';

/** Who sits before this browser, as far as the page has told. `hash` proves the user id. */
export type Visitor = {
  id: string;
  user?: string | undefined;
  hash?: string | undefined;
  consent?: 'granted' | 'withdrawn';
  /** The opt-out of the browser has been told. */
  gpc?: boolean;
  /** Signed id of the message whose link led here, and until when it is told with an order. */
  token?: { id: string; until: number };
};

/** The browser's user opts out of sale and sharing (Global Privacy Control). */
export const isOptedOut = (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true;

const TOKEN_DAYS = 7;

export function visitor(): Visitor {
  const known = read<Visitor>('localStorage', 'who');
  return known?.id ? known : remember({ id: uuid() });
}

export function remember(who: Visitor): Visitor {
  write('localStorage', 'who', who);
  return who;
}

/** Takes note of the message whose link led to this page. */
export function noteArrival(): void {
  const id = new URLSearchParams(location.search).get('tsm');
  if (id) remember({ ...visitor(), token: { id, until: Date.now() + TOKEN_DAYS * 86_400_000 } });
}

/** A random id that nobody can guess, also on pages without https. */
export function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(
    bytes,
    (byte, at) => ([4, 6, 8, 10].includes(at) ? '-' : '') + (byte + 256).toString(16).slice(1),
  ).join('');
}
