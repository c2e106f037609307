import { type PreferencesPage, preferencesPage } from '@/components/preferences/preferences-page';
import { isChannel } from '@/domain/channels/channel-ids';
import type { Choice, PreferenceChange } from '@/domain/preferences/preferences';
import { WISHES } from '@/domain/preferences/wishes';
import { clientAddress } from '@/server/auth/client-address';
import { withBoundedBody } from '@/server/public-api/bounded-body';
import { unlessAway } from '@/server/public-api/unless-away';
import { changePreferences, findPreferences, type PreferencePage } from '@/server/services/preferences';
import { page, words } from '../../answers';

type Params = { params: Promise<{ token: string }> };

/** A form of ours is a few hundred octets. */
const MAX_BODY = 10_000;

function standing(found: PreferencePage | null, done: PreferenceChange['kind'] | null): Response {
  const shown: PreferencesPage = found ? { kind: 'known', ...found, done } : { kind: 'unknown' };
  return page(preferencesPage(shown), found ? 200 : 404);
}

/** Shows what the reader has chosen. Mail scanners follow every link, so that looking never changes anything. */
export async function GET(_request: Request, { params }: Params): Promise<Response> {
  const { token } = await params;
  return unlessAway(
    async () => standing(await findPreferences(token), null),
    () => page(preferencesPage({ kind: 'away', isAsked: false }), 503),
  );
}

/** Does what a form of the page asks, and shows what holds now. */
export async function POST(request: Request, { params }: Params): Promise<Response> {
  const { token } = await params;
  const bounded = await withBoundedBody(request, MAX_BODY);
  if (!bounded) return words(`A form of more than ${MAX_BODY / 1000} kB is not read.`, 413);
  const form = await bounded.formData().catch(() => null);
  const change = form && readChange(form);
  if (!change) return words('Send a form of the preference page.', 400);
  const speaker = {
    address: clientAddress((name) => request.headers.get(name)),
    userAgent: request.headers.get('user-agent'),
  };
  return unlessAway(
    async () => standing(await changePreferences(token, change, speaker), change.kind),
    () => page(preferencesPage({ kind: 'away', isAsked: true }), 503),
  );
}

function readChange(form: FormData): PreferenceChange | null {
  const action = form.get('action');
  switch (action) {
    case 'save':
      return {
        kind: 'save',
        shown: choiceOf(form.getAll('shown')),
        chosen: choiceOf(['channel', 'wish', 'often', 'about'].flatMap((name) => form.getAll(name))),
      };
    case 'pause':
    case 'resume':
    case 'stop':
      return { kind: action };
    default:
      return null;
  }
}

/** Channels and wishes among the values of a form; what is neither is none. */
function choiceOf(values: readonly FormDataEntryValue[]): Choice {
  const texts = values.filter((value) => typeof value === 'string');
  return {
    channels: new Set(texts.filter(isChannel)),
    wishes: new Set(WISHES.filter((wish) => texts.includes(wish))),
  };
}
