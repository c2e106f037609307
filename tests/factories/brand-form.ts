import type { BrandForm } from '@/domain/workspaces/brand-form';

/** A brand as somebody typed it who knows what it must have. */
export function brandForm(change: Partial<BrandForm> = {}): BrandForm {
  return {
    companyName: 'North Sea Tea',
    fromName: 'North Sea Tea',
    fromEmail: 'hello@tea.example',
    replyTo: 'help@tea.example',
    postalAddress: '4 Dyke Road, 26548 Norderney, Germany',
    signature: 'The North Sea Tea team',
    websiteUrl: 'https://tea.example',
    mainColor: '#1f3a5f',
    accentColor: null,
    logo: null,
    ...change,
  };
}
