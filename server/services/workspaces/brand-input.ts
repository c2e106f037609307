import { z } from 'zod';
import type { Brand } from '@/domain/workspaces/brand';
import { type BrandField, type BrandForm, brandFromForm, brandProblems } from '@/domain/workspaces/brand-form';
import { ServiceError } from '../../errors';

/** No text is longer in any form; what a field may hold is said in words, see domain/workspaces/brand-form.ts. */
export const Typed = z.string().max(2_000);

export const BrandInput = z.object({
  companyName: Typed,
  fromName: Typed,
  fromEmail: Typed,
  replyTo: Typed,
  postalAddress: Typed,
  signature: Typed,
  websiteUrl: Typed,
  mainColor: Typed,
  accentColor: Typed.nullable(),
  logo: z.object({ url: Typed, width: z.number(), height: z.number() }).nullable(),
}) satisfies z.ZodType<BrandForm>;

/** The brand that was typed. Throws invalid, in words, naming the first field that is wrong. */
export function brandFrom(form: BrandForm, before?: Brand['colors']): Brand {
  const [wrong] = Object.entries(brandProblems(form)) as [BrandField, string][];
  if (wrong) throw new ServiceError('invalid', wrong[1], { field: wrong[0] });
  return brandFromForm(form, before);
}
