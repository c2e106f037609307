import type { ProviderField } from '@/domain/channels/port';
import type { ProviderConfig, Surroundings } from './provider-kind';

/** The field that says where a provider is; only installations that allow it have it. */
export const BASE_URL_FIELD: ProviderField = {
  id: 'baseUrl',
  label: 'Address of the provider',
  hint: 'For a server that stands in for the provider. Leave empty for the provider itself.',
  kind: 'text',
  isOptional: true,
};

/** Where the provider is: its own address, unless the installation allows another and one is set. */
export function baseUrl(own: string, config: ProviderConfig, { allowLocal }: Surroundings): string {
  return (allowLocal && config.baseUrl ? config.baseUrl : own).replace(/\/+$/, '');
}
