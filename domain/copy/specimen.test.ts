import { expect, it } from 'vitest';
import { copyBrief } from '@/tests/factories/copy-brief';
import { CREATIVE_TARGETS } from '../agents/creative-testing/targets';
import { slotsIn } from '../templates/slots';
import { asRead } from './specimen';
import { CHALLENGER_STYLES } from './styles';
import { writeFromTemplates } from './template-writer';

const FIGURES = [{ label: 'customers who ordered in the last 30 days', value: '1,240' }];

it('shows the code once in every message that carries one, and in no other', () => {
  for (const target of CREATIVE_TARGETS) {
    for (const style of CHALLENGER_STYLES) {
      const words = writeFromTemplates(copyBrief({ ...target, style, figures: FIGURES }));
      if (!words) continue;
      const read = asRead(words, target);
      const codes = read.paragraphs.filter((text) => text.includes('YOUR-CODE'));
      expect(codes.length, `${target.templateId}, ${style}`).toBe(target.offerEnds ? 1 : 0);
      expect(read.paragraphs.flatMap(slotsIn)).toEqual([]);
      // What already has its code gets no second one.
      const own = { ...words, paragraphs: [...words.paragraphs, 'Use {{ offer.code }}.'] };
      expect(asRead(own, target).paragraphs).toHaveLength(own.paragraphs.length);
    }
  }
});
