/**
 * Whether a provider's name and a value belong together. `isNamed` looks at the name, `connects` at what stands between it and the value:
 * `OKTA_TOKEN=…`, `"okta": {"token": "…"`, `okta_token => '…'`, `getenv('OKTA_TOKEN', '…')`, `<okta-token>…`, `okta.com/x?token=…`.
 */
import { suffixes } from '../prefilter/literals.ts';

const operator = String.raw`(?:=>|:{0,3}=[=>]?|:{1,2}|\|\||\?\?|\?[:=]|\.=|,|\(|>|->|\bis\b)`;
const tail = String.raw`[\w.\- \t$/]{0,40}`;
const closing = String.raw`['"\`\])}]{0,3}`;
const prefix = String.raw`(?:(?:[Bb]earer|[Bb]asic|[Tt]oken|[Ss]tring|[Kk]ey|[brfu@])[ \t]?['"\`(]{0,2})?`;
const opening = String.raw`['"\`=\[({$@]{0,4}${prefix}`;
const space = String.raw`[ \t]{0,8}`;
const lineBreak = String.raw`(?:\r?\n[ \t]{0,40})?`;
const link = String.raw`${tail}${closing}${space}${operator}?${space}\\?${opening}`;
const whole = new RegExp(String.raw`^(?:${link}){1,2}${lineBreak}\\?['"]?$`);
/** Of an address's parameters those that say so are credentials: not `link.nylas.com/open/1?r=…`. */
const query =
  /^[\w./-]{0,60}\?(?:[\w.-]{1,30}=[\w.%-]{0,40}&){0,4}[\w.-]{0,20}(?:key|token|secret|auth|pass|pwd|sig|cred|api|app|client|id|hash|code)[\w.-]{0,20}=$/i;

export const connects = (between: string): boolean => between.length <= 120 && (whole.test(between) || query.test(between));

const suffix = new RegExp(`^(?:${suffixes.join('|')})`);

/** `okta` in `OKTA_TOKEN`, `myOktaToken`, `oktatoken`; not in `rookTable`, nor `segment` in `segmented`. */
export function isNamed(text: string, at: number, length: number): boolean {
  const before = text[at - 1] ?? '';
  const first = text[at]!;
  if (length < 7 && isLetter(before) && !(isLower(before) && !isLower(first))) return false;
  const after = text[at + length] ?? '';
  const last = text[at + length - 1]!;
  // `sumObj`: the last letter begins the next part of the name.
  if (isLower(after) && isLetter(last) && !isLower(last)) return !isLower(text[at + length - 2]!);
  return !isLower(after) || suffix.test(text.slice(at + length, at + length + 8));
}

const isLower = (character: string): boolean => character >= 'a' && character <= 'z';
const isLetter = (character: string): boolean => isLower(character) || (character >= 'A' && character <= 'Z');

/** What a name that ends so holds: something that tells apart, not something that proves. */
const identifiers =
  /(?:^|[^a-z])(?:id|ids|uuid|guid|name|sha\d*|hash|md5|digest|checksum|commit|revision|rev|ref|version|etag|fingerprint|thumbprint|instance|image|icon|logo|avatar|picture|integrity|project|organi[sz]ation|org|tenant|account|region|zone|cluster|node|host|server|url|uri|endpoint|domain|bucket|path|file|folder|volume|network|subnet|group|user|username|email|title|label|type|status|date|time|size|count|number|index|page|slug|model|template|workspace|team|channel|room|board|database|table|subscription|resource|object|entity|record|item|event|request|trace|span|session_id|ip|address|h1|csproj|vbproj|fsproj|vcxproj)$/;

/** `"logos/netlify.svg": "…"`: what stands right after a file's name is its digest. */
const fileName =
  /^[\w.-]{0,40}\.(?:svg|png|jpe?g|gif|webp|avif|ico|[cm]?[jt]sx?|css|s[ac]ss|less|html?|vue|svelte|mdx?|woff2?|ttf|map|zip|gz|tgz|whl|jar|exe|dmg|deb|rpm)['"`\])}]{0,3}\s*[:=,>()]{0,2}[^A-Za-z]*$/;

/** The name that holds the provider's, or the last one before the value: `_instance_id` of `scaleway_instance_id: "…"`, `","sha` of `ci","sha":"…"`. */
export function namesIdentifier(between: string): boolean {
  const first = /^[\w.-]*/.exec(between)![0];
  if (fileName.test(between)) return true;
  const last = /([A-Za-z][\w.-]*)['"`\])}]{0,3}\s*(?:[:=(>,]|=>|\s)[^A-Za-z]*$/.exec(between)?.[1] ?? '';
  return [first, last].some(name => identifiers.test(name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase()));
}
