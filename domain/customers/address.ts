// One mailbox: no quotes, commas, angle brackets, control or space characters, so that it can never be read as two.
const EMAIL = /^[^\s\p{Cc}"(),:;<>@[\\\]]{1,64}@[^\s\p{Cc}"(),:;<>@[\\\]]+\.[^\s\p{Cc}"(),:;<>@[\\\]]{2,}$/u;
const PHONE = /^\+?[1-9]\d{6,14}$/;

/** E-mail address in the one form it is kept and compared in (NFKC, trimmed, lower case); null if it is none. */
export function normaliseEmail(text: string): string | null {
  const email = text.normalize('NFKC').trim().toLowerCase();
  return email.length <= 254 && EMAIL.test(email) && !email.includes('..') ? email : null;
}

/**
 * Phone number as one and the same person's telephone is compared (E.164, with its plus), however a shop or a provider
 * writes it; null if it is none.
 */
export function telephone(text: string): string | null {
  const digits = normalisePhone(text)?.replace(/^\+/, '');
  return digits ? `+${digits}` : null;
}

/** Phone number as digits with its leading plus (E.164 where the shop gives one); null if it is none. */
export function normalisePhone(text: string): string | null {
  const phone = text
    .normalize('NFKC')
    .replace(/[\s().\-/]/g, '')
    .replace(/^00/, '+');
  return PHONE.test(phone) ? phone : null;
}
