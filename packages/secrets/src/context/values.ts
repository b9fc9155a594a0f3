import type { NameJudgement } from './names.ts';
import { randomness } from './randomness.ts';

/** Where a value is written, as far as it weighs. */
export interface ValueContext {
  quoted: boolean;
  /** Prose and half-words are likelier: a page, a comment, a text inside of a string. */
  prose: boolean;
  /** The document is one that programs read their credentials from: even a weak one is in use. */
  inUse: boolean;
  /** A configuration that makes what it says, so that a stock password is the one that will be asked for. */
  declared: boolean;
}

export interface ValueJudgement {
  confidence: 'high' | 'medium' | 'low';
}

/** Whether what is given to a credential's name is a secret: no reference, no placeholder, no word that only names one. */
export function judgeValue(value: string, name: NameJudgement, context: ValueContext): ValueJudgement | undefined {
  if (
    value.length < 4 ||
    value.length > 512 ||
    (!/^\{[^{$].*\}$/.test(value) && isReference(value)) ||
    isRest(value) ||
    isOther(value, name.kind)
  )
    return undefined;
  if (context.inUse && name.strength === 'sure' && name.kind === 'password' && !stock.test(value) && !marks.test(value))
    return {
      confidence: value.length >= 8 && !isPlaceholder(value) && (/[\d\W]/.test(value) || randomness(value) >= 0.36) ? 'high' : 'medium',
    };
  if (isSalt(value)) return { confidence: 'high' };
  if (isPlaceholder(value)) return context.declared && isWeak(value, name) ? { confidence: 'medium' } : undefined;
  if (/^\{.*\}$/.test(value)) return holdsToken(value) ? { confidence: 'medium' } : undefined;
  if (/\s/.test(value) || mostlyNotAscii(value) || isProseWord(value)) return undefined;
  const random = randomness(value);
  const digits = /\d/.test(value);
  const letters = /[a-z]/i.test(value);
  const symbols = /[!@#$%^&*?+~§]/.test(value);
  if (!letters && !digits) return undefined;
  if (!letters && value.length < 6) return undefined;
  if (isIdentifier(value) && (name.kind === 'token' || random < 0.5)) return undefined;
  // `mynodemanagerpassword`, `the_password_of_the_user`: letters that only say what stands there; `aes256_key0`
  if (namesThing(value) || /^[a-z_-]*passw(?:or)?d[a-z_-]*$|^[a-z]+\d{0,3}_key\d$/i.test(value)) return undefined;
  if (name.strength === 'maybe' && /^[a-z0-9]+(?:[./_|-][a-z0-9]+){2,}$/i.test(value) && longestRun(value) < 12) return undefined;
  // A hash of a password does not open anything by itself.
  if (name.kind === 'password' && /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})$/i.test(value)) return undefined;
  if (name.kind === 'password' && name.strength === 'sure') {
    if (random >= 0.62) return { confidence: 'high' };
    if (random >= 0.36 && (!context.prose || digits)) return { confidence: 'medium' };
    // `winter2024!` reads like a word and is a password.
    if ((digits && letters && value.length >= 6) || (symbols && letters)) return context.prose ? undefined : { confidence: 'medium' };
    return undefined;
  }
  if (value.length < 8 || typed.test(value)) return undefined;
  // `20250129T203412Z-2`: when something was made.
  if (/^\d{8}T\d{4,6}Z?\b/.test(value)) return undefined;
  // A UUID tells things apart far more often than it opens them.
  if (name.strength !== 'sure' && /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value)) return undefined;
  const bar = { sure: 0.45, likely: 0.52, maybe: 0.66 }[name.strength] + (context.prose ? 0.06 : 0);
  if (random < bar || (name.strength === 'maybe' && (value.length < 16 || !(digits || value.length >= 32)))) return undefined;
  return { confidence: random > bar + 0.25 && value.length >= 16 ? 'high' : 'medium' };
}

/**
 * A word that somebody chose, `whiteduke`, given to a password's name: too weak to be told by how it looks. Only where its place says that it is one is
 * it worth a note.
 */
export const isChosenWord = (value: string, quoted: boolean): boolean =>
  value.length >= 5 &&
  value.length <= 64 &&
  /[a-z]{3}/i.test(value) &&
  (quoted || !/\s/.test(value)) &&
  !/\s\S+\s/.test(value) &&
  !isReference(value) &&
  !isOther(value, 'password') &&
  !isPlaceholder(value.replace(/asdf|qwert/gi, '')) &&
  !isProseWord(value) &&
  !namesThing(value) &&
  // `ParentPassword`: a name of its own.
  !/^[A-Z]+(?:_[A-Z0-9]+)*$|[a-z](?:Password|Secret|Token|Key)$/.test(value);

/** Ten keys or letters in their order, which nothing draws at random. */
const typed = /0123456789|1234567890|abcdefghij/i;

/** Something that is looked up or worked out when the program runs. */
export function isReference(value: string): boolean {
  // A variable, or a key of a store: `$password`, `$oidc.auth0.clientSecret`.
  if (/^\$[A-Za-z_][\w.:/-]*$/.test(value) || /^\$[A-Z_]{2,}[/:]/.test(value)) return true;
  // What a build puts in: `%NAME%`, `###NAME###`, `@@NAME@@`, `__NAME__`.
  if (/^([%#@_~|!]{1,3})[A-Za-z][\w. -]*\1$/.test(value)) return true;
  if (
    /^(?:\$|%[({a-z]|@|&|\*|!|#\{|\{|<|\[|\(|\/|\.{1,2}\/|~\/|[A-Za-z]:\\)/.test(value) &&
    !/^[$@&*!#%][^\s{(<[]*[0-9!@#%&*][^\s]*$/.test(value)
  )
    return true;
  // `%rP%yY%mM`: how a date is to be written.
  if (/(?:%[a-zA-Z].?){4}/.test(value) && !/%\d/.test(value)) return true;
  // `host['name'] | lower`
  if (/^[A-Za-z_]\w*\[['"]/.test(value)) return true;
  // `orders.[Token]`, an option: `--gecos`
  if (/^[A-Za-z_]\w*(?:\.\w+)*\.?\[[^\]]+\]$|^--[a-z]|%\.\*s/.test(value)) return true;
  // A regular expression, and characters that hide one.
  if (/\\[wds][+*]|\(\?:|^(?:\\u2[0-9a-f]{3})+$/i.test(value)) return true;
  if (/\$\{|\$\(|\{\{|<%|#\{|%\(|%[sdv]\b|(?:%\d{0,2}[diuxXsc]){2}|\{\d*\}|\{[a-z_]+\}/i.test(value)) return true;
  if (
    /^[a-z][a-z0-9+.-]{1,20}:\/\//i.test(value) ||
    /^(?:https?|file|vault|ssm|op|arn|secret|secrets|env|ref|sops|kms|gcp|aws|azure|akv|awssm|keyring|keychain|projects|urn)[:/]/i.test(
      value,
    )
  )
    return true;
  if (/^(?:ENC[[(]|AQICAH|vault:v\d|\{cipher\}|\{noop\})/.test(value)) return true;
  return (
    /\b(?:process\.env|os\.environ|getenv|System\.get|ENV\[|secrets?\.[A-Za-z]|env\.[A-Z]|var\.[a-z]|local\.[a-z]|data\.[a-z]|module\.[a-z]|self\.|this\.|config\.)/.test(
      value,
    ) || /^[*&]?\w+(?:(?:\.|::|->)\w+)*\(.*\)?$/.test(value)
  );
}

const stock =
  /^(?:none|null|nil|undefined|true|false|yes|no|on|off|empty|unset|default|string|text|required|optional|n\/a|todo|tbd|fixme|hidden|masked|removed|omitted|unknown|value|anything|whatever|something)$/i;
/** What stands in a value that is to be filled in. */
export const marks =
  /your|example|placeholder|change.?me|change.?this|change.?it|replace|redacted|insert.?(?:your|here)|dummy|sample|foobar|\bfoo\b|\bbar\b|x{3,}|\*{3,}|\.{3,}|-{4,}|_{4,}|lorem|asdf|qwert|<.*>|fill.?in|not.?a.?(?:real|secret)|put.?(?:your|here)/i;
/** Names of credentials and what usually stands beside them: a value that is made of nothing else names a thing and is none. */
const naming =
  /^(?:my|the|a|an|some|new|old|test|testing|tests|fake|mock|valid|invalid|wrong|bad|good|correct|incorrect|user|username|admin|administrator|root|guest|client|server|app|application|api|auth|oauth|oauth2|access|refresh|id|bearer|basic|private|public|shared|secret|secrets|super|top|very|password|passwords|passwd|passw0rd|passphrase|pass|pwd|token|tokens|key|keys|apikey|credential|credentials|login|db|database|mysql|postgres|postgresql|redis|mongo|mongodb|rabbitmq|github|gitlab|google|aws|azure|slack|stripe|twitter|facebook|hub|git|first|second|third|one|two|is|in|of|to|for|and|or|with|value|hash|hashed|plain|encrypted|session|jwt|csrf|x|custom|unit|e2e|local|localhost|dev|development|prod|production|staging|env|service|account|bot|webhook|signing|encryption|master|default|long|short|strong|weak|safe|secure|random|very|really|string|data|field|input|type|name|file|path|base64|encoded|json|yaml|stub|expected|actual|another|other|same|different|current|confirm|confirmation|123|1234|12345|123456|1|2|3|0|01|02)+$/i;

/** A stand-in that the author did not mean to be secret. */
export function isPlaceholder(value: string): boolean {
  if (stock.test(value) || marks.test(value)) return true;
  const core = value.replace(/[^A-Za-z0-9]/g, '');
  if (!core || /^(.)\1*$/.test(core)) return true;
  if (core.length <= 96 && naming.test(core)) return true;
  const letters = core.replace(/\d/g, '');
  const digits = core.replace(/\D/g, '');
  return isRun(core) || (letters.length >= 6 && isRun(letters) && (digits.length < 5 || isRun(digits)));
}

/** Of another kind by its form: a date, a number of a page's statistics, a host, a rule of a validator, an algorithm. */
const isOther = (value: string, kind: NameJudgement['kind']): boolean =>
  /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d|$)/.test(value) ||
  /^(?:(?:utf|ucs|iso|latin|windows|cp)[-_]?\d{1,5}(?:[-_]\w{1,4})?|(?:us-)?ascii)$/i.test(value) ||
  // What Crowdin shows in place of a text, and an extended public key of a wallet.
  /^crwdns\d|^[tuvxyz]pub[A-Za-z0-9]{40}/.test(value) ||
  /^UA-\d{4,10}-\d{1,2}$/.test(value) ||
  /^[\w.-]+:\d{2,5}(?:,[\w.-]+:\d{2,5})*$/.test(value) ||
  /^(?:nullable|required|sometimes|present|filled|confirmed|min:\d+|string)(?:$|[|_:][\w|:,.-]*$)|\|(?:min|max|confirmed|required|same|regex)\b/.test(
    value,
  ) ||
  /^[A-Z][A-Z_]+(?:[:,][A-Z][A-Z_]+)+$/.test(value) ||
  /^(?:RSA|ECDSA|ECDH|EC|ED|DSA|AES|DES|HMAC|SHA|HS|RS|ES|PS|P)[-_]?\d{2,4}(?:[-_/][A-Z0-9]+)*$/.test(value) ||
  (kind === 'token' && /^0x[0-9a-f]{1,16}$/i.test(value)) ||
  // A file, and the path of one in a query.
  (/^[\w./\\@-]+\.(?:pem|key|crt|cer|der|p12|pfx|jks|keystore|pub|asc|json|ya?ml|xml|conf|ini|properties|txt|bin|log|sh|py|js|ts|go|html|php|sql)$/i.test(
    value,
  ) &&
    !/^[A-Za-z0-9]{16,}\./.test(value)) ||
  /^\.{0,2}%2f\S*%2f/i.test(value);

/** `Password1234`, `Aa12345678`: what everybody writes, and what a database would take. */
const isWeak = (value: string, name: NameJudgement): boolean =>
  name.kind === 'password' &&
  name.strength === 'sure' &&
  /^(?=.*\d)(?=.*[a-z])[^\s"']{8,64}$/i.test(value) &&
  !stock.test(value) &&
  !marks.test(value);

/** `12345678`, `abcdefgh`, `0123456789AbCdEf`: characters that follow each other. */
function isRun(core: string): boolean {
  if (core.length < 5) return false;
  const lower = core.toLowerCase();
  let steps = 0;
  for (let at = 1; at < lower.length; at++) {
    const step = Math.abs(lower.charCodeAt(at) - lower.charCodeAt(at - 1));
    // After nine comes nought, after z comes a.
    if (step <= 1 || step === 9 || step === 25) steps++;
  }
  return steps >= (lower.length - 1) * 0.8;
}

/** `snake_case`, `kebab-case`, `camelCase`, `dotted.name`, `CONSTANT_CASE` made of letters. */
function isIdentifier(value: string): boolean {
  return (
    /^_?[A-Za-z]+(?:[._\-:/][A-Za-z]+)+\d?$/.test(value) ||
    /^_?[a-z]+\d?(?:_[a-z]+\d{0,2})+$/.test(value) ||
    /^[a-z]+(?:[A-Z][a-z]+)+\d?$/.test(value) ||
    /^(?:[A-Z][a-z]+){2,}\d?$/.test(value) ||
    /^[A-Z]+(?:_[A-Z0-9]+)+$/.test(value)
  );
}

/**
 * A text of three words or more whose last is a credential's, such as the name of a variable or a header (`AUDIT_SASL_PASSWORD`,
 * `X-Kms-Sealed-Key`), several of them, and the path of an address (`api/v2/verify-token`).
 */
const namesThing = (value: string): boolean =>
  /^[A-Za-z]+\d{0,3}(?:[_.-](?:[A-Za-z]+\d{0,2}|\d{1,6})){1,12}[_.-](?:password|passwd|pass|pwd|psw|psk|secret|token|key|credentials?)\d?$/i.test(
    value,
  ) ||
  // `nacos.k8s.sync.enabled`, `.tls.certPrivateKeyPassword`
  /^\.?[a-z]+[0-9]?[a-z]*(?:[A-Z][a-z]+)*(?:\.[a-z]+[0-9]?[a-z]*(?:[A-Z][a-z]+)*)+$/.test(value) ||
  /^[A-Z]+(?:[_-][A-Z0-9]+)+(?:,[A-Z]+(?:[_-][A-Z0-9]+)+)+$/.test(value) ||
  /^\/?(?:[a-z]+(?:[-_][a-z]+)*|v\d+(?:\.\d+)?)(?:\/(?:[a-z]+(?:[-_][a-z]+)*|v\d+(?:\.\d+)?)){2,}\/?$/.test(value);

/** The quote before it ended a literal: what follows is the program's text up to the next one. */
const isRest = (value: string): boolean => (/^\s*[)\],;]/.test(value) && /[=(:]/.test(value.slice(1))) || /^\s*\+\s*[\w.]+\(/.test(value);

/** The salts and keys that WordPress makes: every printable character, blanks among them. */
const isSalt = (value: string): boolean =>
  value.length >= 48 &&
  /^[\x20-\x7e]+$/.test(value) &&
  /\d/.test(value) &&
  (value.match(/[^\w\s]/g)?.length ?? 0) >= value.length / 5 &&
  !/\s\w+\s\w+\s/.test(value);

/** The longest piece between dots, dashes and underscores. */
const longestRun = (value: string): number => Math.max(...value.split(/[./_|-]/).map(piece => piece.length));

/** A word of a text for people, in whatever language: a capital or a letter with a mark, and no digit. */
const isProseWord = (value: string): boolean => /^[\p{L}\p{M}’'´-]+$/u.test(value) && /[^\x00-\x7f]/.test(value);

/** A small JSON text in a string, with a token in it. */
const holdsToken = (value: string): boolean => (value.match(/[\w-]{16,}/g) ?? []).some(word => /\d/.test(word) && randomness(word) >= 0.7);

function mostlyNotAscii(value: string): boolean {
  let others = 0;
  for (let at = 0; at < value.length; at++) if (value.charCodeAt(at) > 126) others++;
  return others > value.length * 0.2;
}
