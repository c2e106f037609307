import { whole } from '../figure';
import { section } from '../section';

/** How a message may look. */
export const LookPolicy = section('Look', 'How a message may look.', {
  mainColors: whole(3, 1, 3, 'Main colours of the palette at most.', 'colours', 'Main colours'),
  accentColors: whole(2, 0, 2, 'Accent colours of the palette at most.', 'colours', 'Accent colours'),
  fonts: whole(3, 1, 5, 'Typefaces one e-mail is set in at most: text, display, codes.', 'typefaces', 'Typefaces'),
});
