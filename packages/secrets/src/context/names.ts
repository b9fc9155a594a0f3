/** What a name promises of the value that is given to it. */
export interface NameJudgement {
  kind: 'password' | 'token';
  /** `sure`: a secret, whatever it looks like. `likely`: where it looks drawn at random. `maybe`: where it is long and random as well. */
  strength: 'sure' | 'likely' | 'maybe';
}

/** What a name speaks of when it ends with one of these: something about a credential, not the credential. */
const about = new Set(
  `file files filename path dir directory folder url uri urls endpoint host name names type types field fields label hint policy length len min max
  minimum maximum expiry expires expired expiration expire at ttl timeout lifetime lifespan age date time ref refs reference header headers placeholder title text
  message messages msg error errors regex regexp pattern validator validation valid invalid required optional enabled disabled enable disable change changed
  changes reset forgot forgotten hash hashed hasher digest algorithm alg format prompt input column count index size limit issuer audience scope scopes
  strategy provider providers store storage manager service services helper utils util handler callback class element button link form page pages tooltip
  advice description desc help info status state mode version versions list map set array object schema config configuration settings options option
  param params parameter parameters args arg test tests spec mock generator generate generation generated encoder encode encoding encryption encrypted
  cipher checker check match matches matcher mismatch strength score rules rule requirement requirements complexity history usage prefix suffix
  separator delimiter keyname alias aliases resource resources arn template templates rotation rotate lambda grant grants flow method methods
  function func fn client server session cookie cookies jar user users username login email id ids uid guid usage event events action actions
  source target attribute attributes attr property prop props variable variables var env kind category group groups role roles press down up code codes
  pair pairs address addresses ring board frame press stroke word words map codec size bytes bits lengths view controller model entity dto request response repository
  exists missing empty present not is has can should permission permissions access vocab vocabulary grammar lexer instance factory`.split(
    /\s+/,
  ),
);
/** What a password is called; a name that ends so promises one. */
const passwordWords = new Set(
  `password passwords passwd passphrase pwd passcode pswd passw pword passwrd passwordd psswd psswrd pasword
  passwort kennwort senha contrasena contraseña contrasenya clave motdepasse mdp parola haslo hasło heslo wachtwoord lösenord losenord salasana sifre
  şifre lozinka пароль Пароль 密码 密碼 口令 パスワード 비밀번호 암호`.split(/\s+/),
);
/** `dbpass`, `rootpw`: whose it is, in one word with it. */
const ownedPassword =
  /^(?:db|user|usr|my|admin|root|sudo|mysql|sql|pg|postgres|redis|mongo|mqtt|ftp|sftp|smtp|imap|pop|mail|email|ldap|bind|auth|login|ssh|vnc|rpc|http|proxy|wifi|wlan|ap|sta|key|store|keystore|truststore|cert|web|git|svn|jdbc|api|server|client|site|host|os|su|test)(?:pass|pw)$/;
const keyOwners = new Set(
  'salt nonce logged api app appl access secret private consumer auth encryption encrypt signing sign signature master license preshared activation aes des hmac rsa service subscription account shared storage app application admin session crypt cipher hmac jwt webhook integration oauth'.split(
    ' ',
  ),
);
/** Keys that are meant to be seen, or that are no keys of a lock. */
const otherKeys = new Set(
  'public gpg pgp primary foreign partition sort cache index row map sorting lookup composite unique event object translation i18n locale message config hot keyboard arrow pub site bind binding shortcut spreadsheet s bucket blob websocket accept repeat recv'.split(
    ' ',
  ),
);

/** Names of texts that are shown to people. */
const speech = new Set(
  'public publishable authenticity csrf xsrf existing external label title mandatory invalid message msg error tooltip placeholder hint is has no show hide forgot reset change confirm'.split(
    ' ',
  ),
);

/** Names that say themselves that what they are given opens nothing. */
const denied = new Set('non not invalid wrong bad fake dummy bogus incorrect malformed nonexistent'.split(' '));

/** Tokens that are good for one page or one request. */
const passing = new Set('csrf xsrf continuation page next authenticity cursor'.split(' '));

/** `DB_PASSWORD`, `dbPassword`, `db-password`: their words, in lower case. */
export function wordsOf(name: string): string[] {
  return /^[\x20-\x7e]*$/.test(name) ? wordsIn(name) : wordsBeyondAscii(name);
}

/** Every name in a file is asked about, so this takes one step for each character. */
function wordsIn(name: string): string[] {
  const words: string[] = [];
  let start = -1;
  let end = 0;
  for (let at = 0; at <= name.length; at++) {
    const code = name.charCodeAt(at);
    const upper = isUpper(code);
    const lower = code >= 97 && code <= 122;
    const digit = code >= 48 && code <= 57;
    const begins = upper && at > 0 && (!isUpper(name.charCodeAt(at - 1)) || isLowerAt(name, at + 1));
    if (start >= 0 && (begins || !(upper || lower || digit))) {
      // Digits at the end number it.
      if (end > start) words.push(name.slice(start, end).toLowerCase());
      start = -1;
    }
    if (upper || lower || digit) {
      if (start < 0) [start, end] = [at, at];
      if (!digit) end = at + 1;
    }
  }
  return words;
}

const isUpper = (code: number): boolean => code >= 65 && code <= 90;
function isLowerAt(name: string, at: number): boolean {
  const code = name.charCodeAt(at);
  return code >= 97 && code <= 122;
}

function wordsBeyondAscii(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .flatMap(word => word.replace(/\d+$/, '') || [])
    .filter(Boolean);
}

/** `PassWord`, `mot_de_passe`: the words of one. */
function whole(words: string[]): string[] {
  const at = words.findIndex(
    (word, at) =>
      (word === 'pass' && /^(?:word|phrase|code|wd)$/.test(words[at + 1] ?? '')) || (word === 'mot' && words[at + 2] === 'passe'),
  );
  if (at >= 0) words.splice(at, words[at] === 'mot' ? 3 : 2, words[at] === 'mot' ? 'motdepasse' : `pass${words[at + 1]}`);
  return words;
}

export function judgeName(name: string): NameJudgement | undefined {
  // Of sudo: that it asks for none.
  if (name === 'NOPASSWD') return undefined;
  // OpenVPN's block of a user's name and a password, each on its line.
  if (name === 'auth-user-pass') return undefined;
  // `github_actions_secret`
  if (name === 'plaintext_value') return { kind: 'token', strength: 'likely' };
  const words = whole(wordsOf(name));
  // `keyVaultToStoreSecrets`, `tokenToUse`: the rest says what it is for.
  const purpose = words.indexOf('to');
  if (purpose > 0) words.length = purpose;
  while (
    words.length > 1 &&
    /^(value|val|string|str|text|plain|plaintext|raw|default|old|new|current|again|confirmation|confirm|repeat|b64|base64|v|pre|prod|dev|test|staging|live|sandbox)$/.test(
      words.at(-1)!,
    )
  )
    words.pop();
  const last = words.at(-1);
  if (!last || words.length > 8) return undefined;
  const before = words.at(-2) ?? '';
  if (words.includes('authenticity') || words.includes('csrf') || words.includes('publishable') || words.includes('public'))
    return undefined;
  if (
    denied.has(words[0]!) ||
    speech.has(words[0]!) ||
    words.some(word => word === 'sha' || word === 'hash' || word === 'hashed' || word === 'md')
  )
    return undefined;
  if (passwordWords.has(last) || /(?:password|passwd|passphrase|passwort|pwd|密码|密碼|口令|пароль)$/.test(last))
    return { kind: 'password', strength: 'sure' };
  if (last === 'pass' && before !== 'by' && before !== 'first' && before !== 'second')
    return { kind: 'password', strength: words.length > 1 || name === 'pass' ? 'sure' : 'likely' };
  if (ownedPassword.test(last)) return { kind: 'password', strength: 'sure' };
  if (((last === 'pw' || last === 'psk') && words.length > 1) || name === 'psk') return { kind: 'password', strength: 'likely' };
  if (last === 'apikey' || last === 'authkey' || last === 'secretkey' || last === 'accesskey' || last === 'apisecret')
    return { kind: 'token', strength: 'sure' };
  if (last === 'secret' || last === 'secrets' || /secret$/.test(last)) return { kind: 'token', strength: 'sure' };
  if (last === 'token' || /token$/.test(last)) return { kind: 'token', strength: words.some(word => passing.has(word)) ? 'maybe' : 'sure' };
  if (last === 'key') {
    if (otherKeys.has(before)) return undefined;
    if (keyOwners.has(before)) return { kind: 'token', strength: 'sure' };
    return { kind: 'token', strength: words.length > 1 && /^[A-Z0-9_]+$/.test(name) ? 'likely' : 'maybe' };
  }
  // `bindkey`, `masterkey`
  const owner = last.endsWith('key') ? last.slice(0, -3) : '';
  if (owner && owner !== 'pass' && (owner === 'bind' || !otherKeys.has(owner)))
    return { kind: 'token', strength: keyOwners.has(owner) ? 'sure' : 'likely' };
  if (last === 'credential' || last === 'credentials' || last === 'authorization' || last === 'auth')
    return { kind: 'token', strength: 'maybe' };
  if (/^(?:sid|signature|verifier)$/.test(last) && words.some(word => /auth|oauth|session/.test(word)))
    return { kind: 'token', strength: 'maybe' };
  if (about.has(last) || (last.endsWith('s') && about.has(last.slice(0, -1)))) return undefined;
  // `secretAccessKeyBase`, `token_staging`: the promise stands in the middle.
  if (words.some(word => passwordWords.has(word))) return { kind: 'password', strength: 'likely' };
  if (words.some(word => word === 'secret' || word === 'token' || word === 'apikey')) return { kind: 'token', strength: 'likely' };
  return words.some((word, at) => word === 'key' && keyOwners.has(words[at - 1] ?? '')) ? { kind: 'token', strength: 'likely' } : undefined;
}
