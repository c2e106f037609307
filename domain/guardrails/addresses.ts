/** Ends of names that a mail program makes a link of: each country's, and the common ones of every other kind. */
const COUNTRY_ENDS =
  'ac ad ae af ag ai al am ao ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw рф';
const OTHER_ENDS =
  'com net org info biz name edu gov mil int mobi shop store online site website web app dev page pro top xyz club live link click icu vip fun life world today email blog news tech cloud space digital media agency group team one work bank money pay loan win bid sale deals gift cards support help host zip mov onion example test invalid localhost';
const ENDS: ReadonlySet<string> = new Set(`${COUNTRY_ENDS} ${OTHER_ENDS}`.split(' '));

/** A part of a host's name: at most 63 letters (RFC 1035), so that a text of one long word is searched as fast as any. */
const LABEL = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?';
const NAME = new RegExp(
  `(?<![\\p{L}\\p{N}@._-])((?:${LABEL}\\.)+(xn--[a-z\\d-]+|\\p{L}{2,24}))(?![\\p{L}\\p{N}-])(?!\\.[\\p{L}\\p{N}])(?:[:/?#](?=\\S))?`,
  'giu',
);
const NUMBERS = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g;
const SCHEME = /(?<![\p{L}\p{N}])([a-z][a-z0-9+.-]{1,15}:\/\/)(?:[^\s/?#<>"'@]*@)?([^\s/?#<>"']*)/giu;
const ACTS = /(?<![\p{L}\p{N}])(?:javascript|vbscript|data|file|mailto|tel|sms):(?=[^\s/])/giu;
const MAIL = new RegExp(`[\\p{L}\\p{N}._%+-]{1,64}\\s?@\\s?((?:${LABEL}\\.)+\\p{L}{2,24})`, 'giu');
const SPELT = new RegExp(
  `(${LABEL})\\s*(?:[[({]\\s*(?:dot|punkt|\\.)\\s*[\\])}]|\\sdot\\s)\\s*(com|net|org|shop|io|example)(?![\\p{L}\\p{N}])`,
  'giu',
);

const SPELT_LOOSELY = new RegExp(`(${LABEL})\\s+\\.\\s*(\\p{L}{2,24})(?![\\p{L}\\p{N}])`, 'giu');

/**
 * Hosts that words name, however they write them: with a scheme, without one, in figures, spelt ("evil dot com"), as the
 * end of an e-mail address ("@evil.com", since the rest names a person). In lower case, each once, in reading order.
 */
export function addressesIn(text: string): string[] {
  if (!/[.@:]|dot/i.test(text)) return [];
  // A browser takes the one stroke for the other.
  const read = text.replaceAll('\\', '/');
  const linked = [...read.matchAll(SCHEME)].map(([, scheme = '', host = '']) =>
    isWeb(scheme) ? portless(host) : scheme + host,
  );
  const unlinked = read.replace(SCHEME, ' ');
  const mail = [...unlinked.matchAll(MAIL)].map(([, host = '']) => `@${host}`);
  const rest = unlinked.replace(MAIL, ' ');
  const named = [...rest.matchAll(NAME)].flatMap(([whole, host = '', end = '']) =>
    ENDS.has(end.toLowerCase()) || /^xn--/i.test(end) || whole.endsWith('/') || /^www\./i.test(host) ? [host] : [],
  );
  const found = [
    ...linked,
    ...named,
    ...[...rest.matchAll(NUMBERS)].map(([host]) => host),
    ...[...rest.matchAll(SPELT)].map(([, name = '', end = '']) => `${name}.${end}`),
    ...[...rest.matchAll(ACTS)].map(([scheme]) => scheme),
    ...mail,
  ];
  return [...new Set(found.map((host) => host.toLowerCase()).filter(Boolean))];
}

/**
 * Names that could be hosts, whatever they end with ("evil.cfd", "cart.Then" where a space was forgotten): too many for what
 * agents write, and all of them for what is typed.
 */
export function likeAddressesIn(text: string): string[] {
  const spelt = [...text.matchAll(SPELT_LOOSELY)].map(([, name = '', end = '']) => `${name}.${end}`);
  return [
    ...new Set([...[...text.matchAll(NAME)].map(([, host = '']) => host), ...spelt].map((host) => host.toLowerCase())),
  ];
}

function isWeb(scheme: string): boolean {
  return /^https?:/i.test(scheme);
}

function portless(host: string): string {
  return host.split(':')[0] ?? '';
}
