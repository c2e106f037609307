import { figure, whole } from '../figure';
import { shopPath } from '../lists';
import { section } from '../section';

/** Campaigns from the library: when they speak, from which confidence on by themselves, and for how long they make sense. */
export const CampaignPolicy = section(
  'Campaigns',
  'Campaigns from the library: when they speak, from which confidence on by themselves, and for how long they make sense.',
  {
    confidentFrom: figure(
      0.85,
      0,
      1,
      'Probability that a touch brings more than leaving the customer alone, from which on a campaign may act by itself; below it, and while nothing but a prior is known, a person decides.',
      'probability',
      'Confident from',
    ),
    usualHour: whole(
      10,
      0,
      23,
      'Hour of the customer’s day at which a message goes out, until a model knows better.',
      'hour',
      'Usual hour',
    ),
    startWithinDays: whole(
      7,
      1,
      90,
      'Days after its moment within which a customer may still begin a campaign; later it has passed them by.',
      'days',
      'May begin within',
    ),
    codeHours: whole(336, 1, 2160, 'Hours for which a campaign’s code is good.', 'hours', 'Code is good for'),
    productsShown: whole(3, 0, 12, 'Products a campaign’s e-mail shows at most.', 'products', 'Products shown'),
    landingPath: shopPath('/', 'Page a campaign leads to', 'Page of the shop that a campaign leads to.'),
    reviewHours: whole(
      72,
      1,
      720,
      'A campaign’s decision can be approved for this long; after that it is held.',
      'hours',
      'Can be approved for',
    ),
    usefulHours: whole(
      72,
      1,
      720,
      'A campaign’s message that cannot leave within this time of its moment is not sent.',
      'hours',
      'Useful for',
    ),
  },
);
