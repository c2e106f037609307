import { SIMULATION_SLUGS } from '../simulation/simulation-slugs';

export const LONGEST_SLUG = 48;

/** Addresses that are pages of the product itself, or are kept for it: no workspace has one of them. */
export const RESERVED_SLUGS: readonly string[] = [
  'account',
  'admin',
  'api',
  'demo',
  'docs',
  'help',
  'join',
  'new-workspace',
  'replay',
  's',
  'settings',
  'shop',
  'sign-in',
  'sign-out',
  'sign-up',
  'static',
  'status',
  't',
  'v1',
];

/** The address that a name suggests: "Café Noir & Co." is "cafe-noir-co". Empty where no letter or digit can be kept. */
export function slugFromName(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss').toLowerCase().replace(/['’]/g, '');
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_SLUG)
    .replace(/^-+|-+$/g, '');
}

/** Why a workspace may not have this address, in words; null where it may, as far as its letters tell. */
export function whyNoSlug(slug: string): string | null {
  if (slug.length < 2) return 'Give it an address of two characters at least.';
  if (slug.length > LONGEST_SLUG) return `An address may be ${LONGEST_SLUG} characters long at most.`;
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug))
    return 'Use small letters a to z, digits, and single hyphens between them.';
  if (RESERVED_SLUGS.includes(slug) || slug.startsWith(SIMULATION_SLUGS))
    return `“${slug}” is an address of the product itself. Choose another.`;
  return null;
}
