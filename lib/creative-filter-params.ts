import { createLoader, parseAsStringLiteral } from 'nuqs/server';
import { CREATIVE_TARGETS } from '@/domain/agents/creative-testing/targets';

export const TEST_STATUSES = ['proposed', 'planned', 'running', 'concluded', 'rejected'] as const;
const TEMPLATES = CREATIVE_TARGETS.map(({ templateId }) => templateId);

/** Filters of the creative library in the URL; what cannot be read is none. */
export const creativeFilterParams = {
  status: parseAsStringLiteral(TEST_STATUSES),
  templateId: parseAsStringLiteral(TEMPLATES),
};

/** Reads them in a page: `const chosen = await loadCreativeFilters(searchParams)`. */
export const loadCreativeFilters = createLoader(creativeFilterParams, { urlKeys: { templateId: 'message' } });
