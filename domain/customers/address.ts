// One mailbox: no quotes, commas, angle brackets, control or space characters, so that it can never be read as two.
const EMAIL = /^[^\s\p{Cc}"(),:;<>@[\\\]]{1,64}@[^\s\p{Cc}"(),:;<>@[\\\]]+\.[^\s\p{Cc}"(),:;<>@[\\\]]{2,}$/u;
const PHONE = /^\+?[1-9]\d{6,14}$/;

/** E-mail address in the one form it is kept and compared in (NFKC, trimmed, lower case); null if it is none. */
export function normaliseEmail(text: string): string | null {
  const email = text.normalize('NFKC').trim().toLowerCase();
  return email.length <= 254 && EMAIL.test(email) && !email.includes('..') ? email : null;
}

/** Domains of which one mailbox answers to its name with dots in any place. */
const DOTLESS = new Map([
  ['gmail.com', 'gmail.com'],
  ['googlemail.com', 'gmail.com'],
]);

/**
 * The mailbox behind an e-mail address in its one form, as far as it can be told: without the tag after a plus sign, and
 * without dots where they mean nothing. To count by, never to write to.
 */
export function mailboxOf(email: string): string {
  const at = email.lastIndexOf('@');
  const [name = ''] = email.slice(0, at).split('+');
  const domain = email.slice(at + 1);
  const dotless = DOTLESS.get(domain);
  return dotless ? `${name.replaceAll('.', '')}@${dotless}` : `${name}@${domain}`;
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
