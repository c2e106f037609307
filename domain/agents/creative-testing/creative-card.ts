import type { AgentCard } from '../agent';

/**
 * What the creative testing agent is called. It decides about words and not about customers, so no action of it goes to
 * anybody: it has none whose level could rise.
 */
export const creativeCard: AgentCard = {
  id: 'creative_testing',
  name: 'Creative testing',
  description:
    'Writes messages in several ways, has a person judge each, tries them against each other and keeps the better one.',
  actions: [],
};
