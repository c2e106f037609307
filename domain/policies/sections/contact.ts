import { figure, whole } from '../figure';
import { section } from '../section';

/** How often, and whom, the workspace writes to. */
export const ContactPolicy = section('Contact', 'How often, and whom, the workspace writes to.', {
  emailsPerWindow: whole(
    3,
    0,
    100,
    'Marketing e-mails one customer may get within any rolling window.',
    'e-mails',
    'E-mails per customer and window',
  ),
  windowDays: whole(7, 1, 90, 'Length of that rolling window.', 'days', 'Length of the window'),
  sendsPerDay: whole(
    10,
    0,
    100,
    'Sends of any kind to one customer within 24 hours.',
    'sends',
    'Sends per customer and day',
  ),
  engagementFloor: figure(
    0.3,
    0,
    1,
    'Customers whose engagement score is below this are left alone, with two exceptions: those of whom nothing is known yet, and win-back.',
    'score 0..1',
  ),
  knownAfterTouches: whole(
    3,
    0,
    100,
    'Delivered touches from which on an engagement score means something.',
    'touches',
    'Touches until the score counts',
  ),
});
