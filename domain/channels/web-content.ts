import { z } from 'zod';

const Link = z.object({ label: z.string(), href: z.url({ protocol: /^https?$/ }) });
const Hex = z.string().regex(/^#[0-9a-f]{6}$/);

/** What a page draws for a message of channel web: plain words and http(s) links, never markup. */
export const WebContent = z.object({
  headline: z.string(),
  text: z.string(),
  image: z.object({ url: z.url({ protocol: /^https?$/ }), alt: z.string() }).nullable(),
  action: Link,
  /** A discount code of this customer's own, and until when it holds in words of their time zone. */
  offer: z.object({ code: z.string(), percentOff: z.number(), until: z.string() }).nullable(),
  /** Where the customer stops such messages. */
  optOut: z.url({ protocol: /^https?$/ }),
  from: z.string(),
  /** The brand's colour as a surface, and ink that is readable on it. */
  colors: z.object({ surface: Hex, ink: Hex }),
});
export type WebContent = z.infer<typeof WebContent>;
