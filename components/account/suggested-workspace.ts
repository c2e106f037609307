import type { BrandForm } from '@/domain/workspaces/brand-form';
import { tidied } from '@/domain/workspaces/brand-form';
import { slugFromName } from '@/domain/workspaces/slug';

/** What somebody typed into the form of a new workspace: nothing in what they have not touched. */
export type TypedWorkspace = Partial<{ name: string; slug: string; currency: string; timezone: string }> & {
  brand: Partial<BrandForm>;
};

/** What the browser says of where somebody is. */
export type Surroundings = { currency: string; timezone: string };

/** The form as it is shown: what was typed, and what follows from it where nothing was. */
export function suggested({ brand, ...typed }: TypedWorkspace, surroundings: Surroundings) {
  const name = typed.name ?? '';
  const companyName = brand.companyName ?? tidied(name);
  const fromEmail = brand.fromEmail ?? '';
  return {
    name,
    slug: typed.slug ?? slugFromName(name),
    currency: typed.currency ?? surroundings.currency,
    timezone: typed.timezone ?? surroundings.timezone,
    brand: {
      companyName,
      fromName: brand.fromName ?? companyName,
      fromEmail,
      replyTo: brand.replyTo ?? fromEmail,
      postalAddress: brand.postalAddress ?? '',
      signature: brand.signature ?? (companyName ? `The ${companyName} team` : ''),
      websiteUrl: brand.websiteUrl ?? '',
      mainColor: '#1f3a5f',
      accentColor: null,
      logo: null,
    } satisfies BrandForm,
  };
}
