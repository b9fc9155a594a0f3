import { randomness } from './randomness.ts';
import { isPlaceholder, isReference, marks } from './values.ts';

/** A place that takes nothing but a secret. Offsets in the text. */
export interface PlaceFound {
  rule: string;
  name: string;
  start: number;
  end: number;
  value: string;
  confidence: 'high' | 'medium' | 'low';
  /** The place says that it is none to worry about: a machine of one's own, a stock password. */
  mild?: boolean;
  known?: string[];
  harmless?: string;
}

const weak =
  /^(?:pass(?:word|wd)?|pwd|secret|test|user(?:name)?|admin|root|guest|postgres|mysql|redis|rabbitmq|mongo|foo|bar|baz|p|pw|hunter2|token|key|1234*|letmein|changeme)$/i;
const namesUser = /(?:user|username|login|name|id|sid|key)$/i;
const namesPassword = /^[a-z_-]*(?:pass|password|pwd|secret|token|key)$/i;
const examples = /(?:^|\.)(?:example(?:\.(?:com|org|net))?)(?:[:/?]|$)/i;
const ownMachine =
  /^(?:localhost|127(?:\.\d+){1,3}|0\.0\.0\.0|\[?::1\]?|host\.docker\.internal|(?:(?:my|your|some|the)[-_]?)?(?:host|hostname|server)|db|database|postgres|mysql|redis|mongo|rabbitmq|.*(?:^|\.)example\.(?:com|org|net)|.*\.(?:local|test|invalid|example|localhost))(?:[:/?]|$)/i;

/** `scheme://user:password@host` (RFC 3986, userinfo); `at` is where `://` stands. */
export function passwordInUrl(text: string, at: number): PlaceFound | undefined {
  const from = at + 3;
  let end = from;
  while (end < text.length && end - from < 300 && !/[\s"'`<>/?#,;()\\]/.test(text[end]!)) end++;
  const authority = text.slice(from, end);
  const sign = authority.lastIndexOf('@');
  const colon = authority.indexOf(':');
  if (sign < 0 || colon < 0 || colon > sign) return undefined;
  const user = authority.slice(0, colon);
  const value = authority.slice(colon + 1, sign);
  const host = authority.slice(sign + 1);
  if (
    !value ||
    !host ||
    isReference(value) ||
    /[{}<>$[\]*]/.test(value + user + host) ||
    (/^[:%]?[a-z]+\)?$/i.test(value) && /^[A-Z_]+$/.test(value)) ||
    /^\.+$|^…/.test(value) ||
    /^[A-Z]+(?:_[A-Z]+)+$/.test(value)
  )
    return undefined;
  if (marks.test(value)) return undefined;
  const start = from + colon + 1;
  const found = { rule: 'password-in-url', name: 'Password in a URL', start, end: start + value.length, value };
  const stock = weak.test(value) || value === user;
  // `username:mypassword@`, `user:abc@`, `user:1111@`: both halves are words for what belongs there.
  if (/^user(?:name)?$/i.test(user) && /^(?:(?:my|your|the)[-_]?pass(?:word)?|(.)\1*|.{1,3})$/i.test(value)) return undefined;
  // `username:password@example.com`: what stands there is what it is called.
  if (examples.test(host) && /^user(?:name)?$/i.test(user) && /^password$/i.test(value)) return undefined;
  // RFC 2606 keeps these names for examples.
  if (examples.test(host) && (stock || isPlaceholder(value)))
    return { ...found, confidence: 'low', harmless: 'a host that only examples name' };
  // Whoever knows the host tries these first.
  if (
    value === user &&
    /^(?:admin|administrator|root|guest)$/i.test(user) &&
    /^[\w.-]+\.[a-z]{2,}(?:[:/?]|$)/i.test(host) &&
    !ownMachine.test(host)
  )
    return { ...found, confidence: 'low', mild: true };
  // `accountSid:authToken@default`, `cacheuser:cachepass@cache`: a host by a name of one's own, and words for what stands there.
  const own = ownMachine.test(host) || !/[.:]/.test(host);
  if (stock || (own && (isPlaceholder(value) || (namesUser.test(user) && namesPassword.test(value))))) return undefined;
  return { ...found, confidence: randomness(value) > 0.35 || /\d/.test(value) ? 'high' : 'medium', mild: ownMachine.test(host) };
}

/** `Authorization: Bearer …` (RFC 6750) and `Basic …` (RFC 7617); `at` is where the scheme's word stands. */
export function authorization(text: string, at: number): PlaceFound | undefined {
  const scheme = /^(bearer|basic)[ \t]+/i.exec(text.slice(at, at + 12));
  if (!scheme || /[\w]/.test(text[at - 1] ?? '')) return undefined;
  const start = at + scheme[0].length;
  let end = start;
  while (end < text.length && end - start < 2000 && /[A-Za-z0-9._~+/=-]/.test(text[end]!)) end++;
  const value = text.slice(start, end).replace(/\.+$/, '');
  if (/^[${(<[%]/.test(text[end] ?? '') && text[end] !== ')' && text[end] !== '<') return undefined;
  if (scheme[1]!.toLowerCase() === 'bearer') {
    if (value === 'mF_9.B5f-4.1JqM')
      return {
        rule: 'authorization-header',
        name: 'Bearer token',
        start,
        end: start + value.length,
        value,
        confidence: 'low',
        harmless: 'the example of RFC 6750',
      };
    if (value.length < 16 || isPlaceholder(value) || !/\d/.test(value) || randomness(value) < 0.5) return undefined;
    return { rule: 'authorization-header', name: 'Bearer token', start, end: start + value.length, value, confidence: 'high' };
  }
  if (value.length < 8 || value.length % 4 === 1) return undefined;
  const decoded = base64(value);
  const colon = decoded?.indexOf(':') ?? -1;
  if (!decoded || colon < 1 || !/^[\x20-\x7e]+$/.test(decoded)) return undefined;
  const password = decoded.slice(colon + 1);
  if (!password || weak.test(password) || isPlaceholder(password) || isReference(password)) return undefined;
  return {
    rule: 'authorization-header',
    name: 'Basic credentials',
    start,
    end: start + value.length,
    value,
    confidence: 'high',
    known: ['holds a user name and a password'],
    ...(decoded === 'Aladdin:open sesame' ? { harmless: 'the example of RFC 7617' } : {}),
  };
}

function base64(value: string): string | undefined {
  try {
    return atob(value.replace(/-/g, '+').replace(/_/g, '/'));
  } catch {
    return undefined;
  }
}

/** `Authorization: Token …`, as services that speak neither of the two have it; `at` is where the header's name stands. */
export function ownScheme(text: string, at: number): PlaceFound | undefined {
  const header =
    /^authorization["']?\s*[:=]\s*["']?(?:token|api-?key|key|sso-key|apitoken)[ =]+(?:token=)?["']?([A-Za-z0-9._~+/=-]{16,})/i.exec(
      text.slice(at, at + 300),
    );
  const value = header?.[1];
  if (!header || !value || isPlaceholder(value) || !/\d/.test(value) || randomness(value) < 0.5) return undefined;
  const start = at + header[0].length - value.length;
  return { rule: 'authorization-header', name: 'Token', start, end: start + value.length, value, confidence: 'high' };
}

/** `curl -u user:password`; `at` is where `curl` stands. */
export function curlUser(text: string, at: number): PlaceFound | undefined {
  const line = text.slice(at, at + 400).split(/(?<!\\)\r?\n/, 1)[0]!;
  const option = /\s(?:-u|--user|--proxy-user|-U)[ =]?\s*(["']?)([^\s:"'$<{]*):(["']?)([^\s"']*)\3\1/.exec(line);
  if (!option) return undefined;
  // A key alone stands on either side of the colon.
  const value = option[4] || option[2]!;
  if (weak.test(value) || isPlaceholder(value) || isReference(value) || /[${<]/.test(value)) return undefined;
  if (value.length < 4 || (!option[4] && !(value.length >= 12 && /\d/.test(value) && randomness(value) >= 0.5))) return undefined;
  const start = at + option.index + option[0].length - value.length - option[1]!.length - option[3]!.length - (option[4] ? 0 : 1);
  return { rule: 'password-in-command', name: 'Password on a command line', start, end: start + value.length, value, confidence: 'medium' };
}

/** `new NetworkCredential("user", "password")` of .NET; `at` is where `Credential` stands. */
export function networkCredential(text: string, at: number): PlaceFound | undefined {
  if (!/network$/i.test(text.slice(Math.max(0, at - 7), at))) return undefined;
  return inCall(/^credential\(\s*"[^"\n]+"\s*,\s*(")([^"\n]+)"/i, text, at);
}

/** Functions and arguments that take a user's name and a password. */
export const takesUser =
  /(?:^|[._])auth$|(?:basic_?auth|passwordauthentication|usernamepassword(?:authenticationtoken|token|credentials?)|basiccredentials)$/i;

/** `SetBasicAuth("user", "password")`, `auth=('user', 'password')`; `at` stands in the name. */
export function userAndPassword(text: string, at: number): PlaceFound | undefined {
  const rest = /^(\w*)\s?(?:=\s?)?\(\s{0,40}(["'])([^"'\n]{1,60})\2\s?,\s{0,40}(["'])([^"'\n]{4,100})\4(?:\.\w+\(\))?\s{0,40}\)/.exec(
    text.slice(at, at + 260),
  );
  if (!rest || !takesUser.test((/[\w.]*$/.exec(text.slice(Math.max(0, at - 40), at))?.[0] ?? '') + rest[1]!)) return undefined;
  const value = rest[5]!;
  if (weak.test(value) || isPlaceholder(value) || isReference(value) || /\s/.test(value) || (!/\d/.test(value) && randomness(value) < 0.36))
    return undefined;
  const start = at + rest[0].lastIndexOf(value);
  return { rule: 'hardcoded-password', name: 'Password', start, end: start + value.length, value, confidence: 'medium' };
}

/** `ConvertTo-SecureString "password" -AsPlainText` of PowerShell; `at` is where `SecureString` stands. */
export function secureString(text: string, at: number): PlaceFound | undefined {
  if (!/convertto-$/i.test(text.slice(Math.max(0, at - 10), at)) || !/-AsPlainText/i.test(text.slice(at, at + 200).split('\n', 1)[0]!))
    return undefined;
  return inCall(/^securestring\s+(?:-(?:String|AsPlainText)\s+)*(["'])([^"'\n]+)\1/i, text, at);
}

/** A password as the last group of a call, in quotes. */
function inCall(call: RegExp, text: string, at: number): PlaceFound | undefined {
  const match = call.exec(text.slice(at, at + 200));
  const value = match?.[2];
  if (!match || !value || weak.test(value) || isPlaceholder(value) || isReference(value) || /\s/.test(value)) return undefined;
  if (!/\d/.test(value) && randomness(value) < 0.36) return undefined;
  const start = at + match[0].length - value.length - 1;
  return { rule: 'hardcoded-password', name: 'Password', start, end: start + value.length, value, confidence: 'medium' };
}

/** `IDENTIFIED [WITH plugin] BY 'password'` of MySQL, MariaDB and Oracle; `at` is where ` by ` stands. */
export function identifiedBy(text: string, at: number): PlaceFound | undefined {
  if (!/identified(?:\s+with\s+\S+)?$/i.test(text.slice(Math.max(0, at - 60), at))) return undefined;
  const literal = /^\s*by\s+(?:password\s+)?(?:(\\?["'])([^"'\\\n]+)\1|([^\s;"'`]+))/i.exec(text.slice(at, at + 200));
  const value = literal?.[2] ?? literal?.[3];
  if (!literal || !value || isPlaceholder(value) || isReference(value) || weak.test(value)) return undefined;
  const before = text.slice(Math.max(0, at - 120), at);
  const states = /\b(?:user|role|login)\b|\bgrant\b/i.test(before);
  const random = /\d/.test(value) || randomness(value) >= 0.5;
  // In prose anything may be `identified by "agentType"`.
  if (literal[2] ? !states && !random && !/IDENTIFIED/.test(before) : !states || !random) return undefined;
  const start = at + literal.index + literal[0].length - value.length - (literal[1]?.length ?? 0);
  return { rule: 'password-in-sql', name: 'Password in an SQL statement', start, end: start + value.length, value, confidence: 'medium' };
}
