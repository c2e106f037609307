import { env } from '@/lib/env';

/** Whether people reach this installation by https; without APP_URL it is a laptop's http://localhost. */
export function usesHttps(): boolean {
  return env().APP_URL?.startsWith('https:') ?? false;
}

/** Name of the session cookie. The __Host- prefix keeps subdomains and plain http from planting one. */
export function sessionCookieName(): string {
  return usesHttps() ? '__Host-touchstone.session' : 'touchstone.session';
}
