import { figure, whole } from '../figure';
import { section } from '../section';

/** When a channel’s bounces and complaints stop it. */
export const ReputationPolicy = section('Sender reputation', 'When a channel’s bounces and complaints stop it.', {
  windowDays: whole(
    30,
    1,
    365,
    'Days over which a channel’s bounces and complaints are counted.',
    'days',
    'Counted over',
  ),
  minSends: whole(
    500,
    1,
    1_000_000,
    'Sends below which a rate is too uncertain to stop a channel.',
    'sends',
    'Sends before a rate counts',
  ),
  bounceRate: figure(
    0.05,
    0,
    1,
    'Share of hard bounces from which on the whole channel stops.',
    'share 0..1',
    'Hard bounces that stop a channel',
  ),
  complaintWarning: figure(
    0.001,
    0,
    1,
    'Share of spam complaints that raises a warning.',
    'share 0..1',
    'Complaints that raise a warning',
  ),
  complaintRate: figure(
    0.003,
    0,
    1,
    'Share of spam complaints from which on the whole channel stops.',
    'share 0..1',
    'Complaints that stop a channel',
  ),
  hardBouncesPerCustomer: whole(
    3,
    1,
    20,
    'Hard bounces after which an address is not written to again.',
    'bounces',
    'Hard bounces per address',
  ),
  blocklistDomains: whole(
    3,
    1,
    100,
    'Receiving mail domains whose servers name a blocklist when they refuse us, from which on the whole channel stops. One alone may be that company’s own list.',
    'domains',
    'Blocklist refusals that stop a channel',
  ),
  blocklistShare: figure(
    0.1,
    0,
    1,
    'Share of all receiving mail domains of those hours that must have refused us so, besides their number: a few domains are cheap to own, a listing is felt by many.',
    'share 0..1',
    'Blocklist refusals, share of mail domains',
  ),
  blocklistHours: whole(
    24,
    1,
    720,
    'Hours for which a refusal because of a blocklist counts; after that the channel tries again.',
    'hours',
    'Blocklist refusals count for',
  ),
});
