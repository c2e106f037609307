import type { Brand } from '@/domain/workspaces/brand';
import { renderEmail } from './render';

/** What an e-mail in the house layout carries, measured on one. */
export type EmailSpecimen = {
  unsubscribeIn: ('html' | 'text')[];
  postalAddressIn: ('html' | 'text')[];
  /** The first name of each stack of typefaces. */
  typefaces: string[];
};

const UNSUBSCRIBE_URL = 'https://shop.example/t/u/specimen';
const BRAND: Brand = {
  companyName: 'Specimen',
  fromName: 'Specimen',
  fromEmail: 'hello@shop.example',
  replyTo: 'hello@shop.example',
  postalAddress: '1 Specimen Street, 12345 Specimen',
  signature: 'Specimen',
  websiteUrl: 'https://shop.example',
  logoUrl: null,
  logoSize: null,
  colors: { main: ['#14171f'], accent: [] },
};

let measured: EmailSpecimen | undefined;

/** Renders one e-mail and looks at what came out; once a process, since the layout does not change in between. */
export function emailSpecimen(): EmailSpecimen {
  measured ??= measure();
  return measured;
}

function measure(): EmailSpecimen {
  const parts = renderEmail({
    content: {
      templateId: 'specimen',
      templateVersion: 1,
      writtenBy: 'template',
      subject: 'Specimen',
      preheader: 'Specimen',
      headline: 'Specimen',
      paragraphs: ['Specimen'],
      callToAction: 'Specimen',
      landingUrl: BRAND.websiteUrl,
      signature: BRAND.signature,
      claims: [],
    },
    action: null,
    agreement: 'given',
    brand: BRAND,
    currency: 'USD',
    customer: { firstName: null, lastName: null, locale: null },
    timezone: 'UTC',
    products: [{ name: 'Specimen', quantity: 1, priceCents: 100, url: BRAND.websiteUrl, imageUrl: null, note: null }],
    offer: { code: 'SPECIMEN', percentOff: 10, expiresAt: new Date(0) },
    link: (url) => url,
    unsubscribeUrl: UNSUBSCRIBE_URL,
    preferencesUrl: 'https://shop.example/t/p/specimen',
    pixelUrl: null,
  });
  const partsWith = (words: string) => (['html', 'text'] as const).filter((part) => parts[part].includes(words));
  return {
    unsubscribeIn: partsWith(UNSUBSCRIBE_URL),
    postalAddressIn: partsWith(BRAND.postalAddress),
    typefaces: typefacesIn(parts.html),
  };
}

function typefacesIn(html: string): string[] {
  const stacks = [...html.matchAll(/font-family:\s*([^;"}]+)/g)].map((match) => match[1] ?? '');
  const leading = stacks.map((stack) => (stack.split(',')[0] ?? '').replaceAll(/["']|&\w+;/g, '').trim());
  return [...new Set(leading.filter((name) => name !== '' && name !== 'inherit'))].sort();
}
