import { AssignedTemplate, TemplateButton, TemplateUse, TemplateValue } from '@/domain/channels/whatsapp-schema';
import type { ProviderTemplate } from '@/domain/channels/whatsapp-template';
import type { WhatsappTemplate } from '../../generated/prisma/client';

const { category, status, quality } = AssignedTemplate.shape;

/** A template as the database keeps it. */
export function readTemplate(
  row: WhatsappTemplate,
): ProviderTemplate &
  Pick<AssignedTemplate, 'values' | 'assignedAt'> & { speaksFor: AssignedTemplate['speaksFor'] | null } {
  const { id, name, language, reason, header, body, footer, obstacle, buttonText, buttonUrl } = row;
  return {
    ...{ id, name, language, reason, header, body, footer, obstacle },
    category: category.parse(row.category),
    status: status.parse(row.status),
    quality: quality.parse(row.quality),
    button: buttonText !== null && buttonUrl !== null ? { text: buttonText, url: buttonUrl } : null,
    otherButtons: TemplateButton.array().parse(row.otherButtons),
    assignedAt: row.assignedAt?.toISOString() ?? null,
    // What an older or newer version of the product knows, and this one does not, speaks for nothing.
    speaksFor: TemplateUse.safeParse(row.speaksFor).data ?? null,
    values: TemplateValue.array().safeParse(row.values).data ?? [],
  };
}
