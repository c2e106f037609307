import { z } from 'zod';

/** Who a workspace's messages come from and how they look. Postal address and reply-to are required by CAN-SPAM. */
export const Brand = z.object({
  companyName: z.string().min(1),
  fromName: z.string().min(1),
  fromEmail: z.email(),
  replyTo: z.email(),
  postalAddress: z.string().min(1),
  signature: z.string().min(1),
  websiteUrl: z.url(),
  logoUrl: z.url().nullable().default(null),
  /** Width x height in CSS pixels, where a logo is set. */
  logoSize: z.object({ width: z.number().int(), height: z.number().int() }).nullable().default(null),
  /** At most three main and two accent colours, as #rrggbb. */
  colors: z.object({ main: z.array(z.string()).min(1).max(3), accent: z.array(z.string()).max(2) }),
});
export type Brand = z.infer<typeof Brand>;
