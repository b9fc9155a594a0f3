import { SourceDocument } from '@idlint/model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { found, rulesIn } from '../../test/in-context.ts';
import { expandTemplates } from '../templates.ts';
import { isTestPath } from './form.ts';
import { findInContext } from './index.ts';
import { contextWords } from './words.ts';

describe('a literal given to the name of a credential is a secret', () => {
  test.each([
    ['a constant', 'src/client.ts', 'export const dbPassword = "{alnum:14}";'],
    ['with a type between', 'src/client.ts', "const apiToken: string = '{alnum:32}';"],
    ['a property', 'src/client.js', "login({ user: 'ana', password: '{alnum:12}!' })"],
    ['Go', 'main.go', 'var clientSecret string = "{alnum:40}"'],
    ['Go, short', 'main.go', 'authToken := "{hex:40}"'],
    ['Ruby', 'config.rb', ":secret_key => '{alnum:32}'"],
    ['PHP', 'config.php', "define('DB_PASSWORD', '{alnum:14}');"],
    ['the fallback of an environment variable', 'settings.py', "password = os.environ.get('ADMIN_PASSWORD', '{alnum:14}')"],
    ['an argument of a setter', 'App.java', 'source.setPassword("{alnum:14}");'],
    ['a comparison', 'auth.py', 'if password == "{alnum:14}":'],
    ['JSON', 'config.json', '"clientSecret": "{alnum:40}"'],
    ['JSON in a string', 'api.md', 'curl -d "{\\"password\\": \\"{alnum:14}\\"}" host'],
    ['.env', '.env', 'SMTP_PASSWORD={alnum:14}'],
    ['a property file', 'app.properties', 'spring.datasource.password={alnum:14}'],
    ['YAML', 'values.yaml', 'redisPassword: {alnum:14}'],
    ['the environment of a container', 'deploy.yaml', '- name: DB_PASSWORD\n  value: {alnum:14}\n'],
    ['a variable of a CI', 'ci.tf', 'resource "gitlab_project_variable" "db" {\n  key   = "DB_PASSWORD"\n  value = "{alnum:14}"\n}'],
    ['a secret of a CI', 'ci.tf', 'resource "github_actions_secret" "db" {\n  plaintext_value = "{alnum:20}"\n}'],
    ["a Terraform variable's default", 'main.tf', 'variable "db_password" {\n  type    = string\n  default = "{alnum:14}"\n}'],
    ['XML, an element', 'settings.xml', '<password>{alnum:14}</password>'],
    ['XML, an attribute', 'app.config', '<add key="ApiPassword" value="{alnum:14}" />'],
    ['a command line', 'deploy.sh', 'tool login --password {alnum:14} --user ana'],
    ['an SQL role', 'init.sql', "CREATE ROLE shop WITH PASSWORD '{alnum:14}';"],
    ['what a name says it is for', 'client.ts', "const tokenToUse = '{alnum:32}';"],
    ['a header of a command', 'deploy.sh', 'curl -H "X-Octopus-ApiKey: {uuid}" https://deploy.shop.net'],
    ['a header with a scheme of its own', 'deploy.sh', "curl -H 'Authorization: Api-Token {hex:40}' https://ci.shop.net"],
    ['a build script', 'build.gradle', "credentials {\n  username 'ci'\n  password '{alnum:16}'\n}"],
    ['an option of PowerShell', 'connect.ps1', 'Connect-VIServer -Server vc.shop.net -User ci -Password {alnum:12}!'],
    ['a secure string', 'connect.ps1', 'ConvertTo-SecureString "{alnum:14}" -AsPlainText -Force'],
    ['a network credential', 'Feed.cs', 'client.Credentials = new NetworkCredential("ci@shop.net", "{alnum:16}");'],
    ['a machine of .netrc in a page', 'README.md', 'machine git.shop.net login ci password {alnum:16}'],
    ['a machine of .netrc over lines', 'README.md', '```\nmachine git.shop.net\n  login ci\n  password {alnum:16}\n```'],
    ['a user and a password in quotes of their own', 'call.sh', "curl --user ci:'{alnum:16}' https://shop.net"],
    ['words with a year and a mark', 'seed.py', 'password = "winter2024!"'],
  ])('%s', (_, uri, text) => expect(rulesIn(uri, text)).toHaveLength(1));
});

describe('what only names, fetches or stands in for one is none', () => {
  test.each([
    ['a label', 'src/form.tsx', 'const passwordLabel = "Your password";'],
    ['a translation', 'i18n/fi.json', '"LABEL_PASSWORD": "Salasana"'],
    ['the name of a field', 'src/form.ts', "const label = 'password';"],
    ['an environment read', 'src/client.ts', 'const token = process.env.API_TOKEN;'],
    ['a call', 'main.go', 'password := readPassword()'],
    ['a template', 'values.yaml', 'password: {{ .Values.password }}'],
    ['a shell variable', 'run.sh', 'DB_PASSWORD="$POSTGRES_PASSWORD"'],
    ['a reference to a store', 'app.yaml', 'password: vault:secret/data/db#password'],
    ['a placeholder', '.env.example', 'API_TOKEN=your-token-here'],
    ['the row of digits', 'deploy.sh', 'export SHOP_API_TOKEN=q8Zt5Lw0Vb3nK7rX1234567890'],
    ['what is called by its names', 'guide.ts', 'const url = "https://username:password@shop.example.com/";'],
    ['a place to keep them in', 'deploy.yaml', 'keyVaultToStoreSecrets: {lower:4}-qat-{digits:10}'],
    ['a name that says so', 'auth.spec.js', 'const invalidToken = "{alnum:24}";'],
    ['a token that is cut', 'README.md', 'SERVICE_TOKEN={alnum:24}...'],
    ['a user without a password', 'README.md', 'curl --user "argo-cd-cli:" https://argo.shop.net/token'],
    ['a path below a variable', 'app.env', 'FORGOT_PASSWORD=$BASE_URL/account/#/forgot_password'],
    ['a secure string of a variable', 'connect.ps1', 'ConvertTo-SecureString $password -AsPlainText -Force'],
    ['a message', 'app.js', 'log("password: wrong2024!")'],
    ['letters and digits in their order', 'app.env', 'API_SECRET=aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0'],
    ['a UUID that somebody typed', 'app.env', 'API_KEY=a1b2c3d4-e5f6-7890-abcd-ef1234567890'],
    ['an address', 'faucet.ts', "const beeTokenAddress = '0x{hex:40}';"],
    ['a stand-in of a build', 'db.rsp', 'systemPassword=###ORACLE_PWD###'],
    ['the name of a secret', 'deploy.yaml', 'existingSecret: shop-redis'],
    ['a formatted string', 'report.py', 'key = f"{datetime.date.today():%Y/%m/%d}.csv"'],
    ['a word to fill in', '.env.example', 'DATABASE_URL=postgres://shop:<password>@localhost/shop'],
    ['a key of a store', 'dex.yaml', 'clientSecret: $oidc.auth0.clientSecret'],
    ['its own name', 'creds_test.go', 'SSHPrivateKey: "SSHPrivateKey",'],
    ['a path', 'compose.yaml', 'DB_PASSWORD_FILE: /run/secrets/db'],
    ['a key of a map', 'deploy.yaml', 'key: controller.k8s.client.qps'],
    ['a selector', 'site.css', 'input[type="password"]:x9Kq7vT2mW4p{color:red}'],
    ['a label', 'pool.yaml', '- key: "karpenter.k8s.aws/instance-hypervisor"'],
    ['a hash', 'graylog.conf', 'root_password_sha2 = {hex:64}'],
    ['a type', 'src/types.ts', 'interface Login { password: string; token?: string }'],
    ['a test of words', 'login_test.go', 'token: "test-token",'],
    ['a public key', 'config.json', '"publicKey": "{alnum:44}"'],
    ['a string that goes on', 'src/a.ts', "const token = 'Bearer ' + token;"],
    ['a sentence about one', 'README.md', 'secret "shop-tls7" created'],
    [
      'a template of Jinja with marks in it',
      'docs.py',
      "key: \"{{ 'a=b=c' | regex_replace('=', ':', count=1) }} {{ lookup('x', y='z') }}\"",
    ],
    ['a name in a list of names', 'fields.py', "secret = ['token', 'cert_file', 'cert_key_password', 'ssl_ca_cert_file2']"],
    ['the name of a variable', 'config.go', 'EnvSASLPassword = "AUDIT_KAFKA_SASL_PASSWORD"'],
    ['the name of a header', 'meta.go', 'EncryptionKey = "X-Shop-Server-Side-S3-Kms-Sealed-Key"'],
    ['the path of an address', 'api.js', 'LOGIN_TOKEN: "api/auth/v4.0/user/login-with-token",'],
    ['an element of a user interface', 'login.xib', '<outlet property="txt_pwd" destination="J7P-hZ-pC4" id="JMn-y8-Esk"/>'],
    ['a key of the keyboard', 'keys.js', 'bindKey: bindKey("Alt-Shift-L|Ctrl-Shift-F1", "Command-Alt-Shift-L")'],
    ['when something was made', 'roots.json', '"Key": "20250129T203412Z-2"'],
    ['how a date is written', 'Dates.php', "self::FORMAT_KEY => '%rP%yY%mM%dDT%hH%iM%sS',"],
    ['a call of another language', 'a.patch', '+  std::string password = base::Encode(base::RandBytes(16));'],
    ['text that a literal interpolates', 'seed.php', `"('1', MD5('password'),'{$avatarUrl}admin2.jpg')"`],
    ['a public key by two words', 'Dockerfile', '# verify with public key "RWT{alnum:50}"'],
    [
      'what follows a literal on a long line',
      'bundle.cjs',
      `var a="{hex:40}";f({message:n?"Token:":"Password:",required:!0,onCancel:()=>exit(130)});g("x")`,
    ],
    ['a message of two words', 'locale_pt.ini', 'new_password=Nova senha'],
    ['a message in another language', 'i18n/messages_nl.properties', 'accounts.password=Wachtwoord'],
    ['an object of a store', 'fn.json', '"S3Key": "ci/beanstalk/git_ci_elastic/git_ci_elastic-626-1313.war"'],
    ['an expression that finds one', 'spelling.patterns', '/docs/(?:view?key=\\w+|(?:u/\\d+|d/(?:e/|)[0-9a-zA-Z_-]+/))'],
    ['bullets that hide one', 'a.js', "secret.innerText = '\\u2022\\u2022\\u2022\\u2022\\u2022\\u2022';"],
    ['an option without a value', 'Dockerfile', 'RUN adduser --disabled-password --gecos "" shop'],
    ['a list of names', 'build.yml', 'secrets: "SHOP-APP-ID,SHOP-APP-KEY"'],
    ['the name of a feature', 'Flags.cs', 'public const string DeviceAuthKey = "pm-27581-device-auth-key";'],
    ['a column of a table', 'Order_Update.sql', 'SET [OrderToken2] = O.[OrderToken2]'],
    ['an algorithm', 'Hash.java', 'SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")'],
    ['a text that a function fills in', 'sign.c', 'printf("Authorization: %.*s4-HMAC-SHA256 ", a, b)'],
    ['rules of a validator', 'Login.php', "'password' => 'required|string|min:8|confirmed',"],
    ['a time', 'session.json', '"access_token": "2022-08-25T09:26:05Z"'],
    ['an address of a program', 'rom.ld', 'DebugE256SecretKey = 0x3ff1ff5c;'],
    ['hosts', 'compose.yml', 'CONFIG_SECRET_BOOTSTRAP_SERVERS: kafka1:10091,kafka2:10092'],
    ['a number of a page', 'index.html', '"ga":{"token":"UA-28909194-3"}'],
    ['the path of a key', 'sdkconfig', 'SECURE_BOOT_SIGNING_KEY="keys/secure_boot_signing_key_ecdsa_p256.pem"'],
    ['the path of a key in a query', 'ci.yml', 'args: sslmode=verify&ssl-key=.%2Ftests%2Fcerts%2Fkeys%2Fclient.key'],
    ['a key of settings', 'Filter.java', 'String SYNC_ENABLED_KEY = "shop.k8s.sync.enabled";'],
    ['a list in braces', 'Test.cs', 'string[] keys = { "User ID", "Password", "UID", "PWD", "Authentication" };'],
    ['a list in a call', 'Gateways.php', "'enum' => array( 'text', 'email', 'number', 'color', 'password', 'textarea' ),"],
    ['a value and the next key', 'reflect.json', '{"name":"setPassword","parameterTypes":["java.util.List"]}'],
    ['a word of a language', 'lexer.js', 'if (state.prevToken == "variable") return true;'],
    ['a kind of secrets', 'project.py', "if encrypted_secrets == 'git-crypt':"],
    ['what a method is asked for', 'session_test.go', 'nonce := token.Extra("c_nonce_draft_00x")'],
    ['what is looked up', 'Login.java', 'String password = vault.getPassword("db-main-17x");'],
    ['a call in a branch', 'profile.js', "'github' === name ? t.equal(query.token, 'token') :\n'gitlab2' === name"],
    ['a rule of sudo', 'webadmins.j2', 'admins ALL = (root) NOPASSWD: NGINX_STOP7x'],
    ['an expression of Jinja', 'sources.py', `"key": "foreman['facet_7x'] | lower"`],
    ['what follows a literal in a bundle', 'bundle.js', 'h+="&client_secret="+encodeURIComponent(r)),h+="&token_type_7"'],
    ['whom nginx passes a request to', 'site.conf', 'uwsgi_pass mailman3x;'],
    ['an extended public key', 'wallet.py', "'master_key': 'zpub{alnum:60}'"],
    ['a fingerprint', 'SECURITY.md', 'use the following GPG key: {HEX:40}'],
    ['a text in a type', 'schema.graphqls', 'savePassword: Boolean!'],
    ['a quote that ends a text', 'gen.go', '`BearerToken:` + strings.Replace(x, "BearerTokenBitbucket", "B", 1)'],
  ])('%s', (_, uri, text) => expect(found(uri, text)).toEqual([]));
});

describe('places that take nothing else', () => {
  test.each([
    ['hardcoded-password', 'client.go', 'req.SetBasicAuth("ana", "{alnum:12}")'],
    ['hardcoded-password', 'client.py', "requests.get(url, auth=('ana', '{alnum:12}'))"],
    ['password-in-url', 'config.py', 'DATABASE_URL = "postgres://shop:{alnum:14}@db.acme.dev:5432/shop"'],
    ['authorization-header', 'api.http', 'Authorization: Bearer {hex:40}'],
    ['password-in-command', 'README.md', 'curl -u deploy:{alnum:14} https://ci.acme.dev/build'],
    ['password-in-sql', 'init.sql', "CREATE USER 'shop'@'%' IDENTIFIED BY '{alnum:14}';"],
  ])('%s', (rule, uri, text) => expect(rulesIn(uri, text)).toContain(rule));

  test.each([
    ['a URL with stock words', 'config.py', 'url = "mqtt://user:password@localhost:1883"'],
    ['a URL with variables', 'config.sh', 'URL=postgres://$USER:$PASS@db/shop'],
    ['a URL with the names of what goes there', 'README.txt', 'DSN=sms://ACCOUNT_SID:AUTH_TOKEN@default'],
    ['a URL with words for both', 'cache.yml', 'url: postgres://cacheuser:cachepass@localhost/cache'],
    ['a header that is put together', 'api.ts', 'headers.authorization = `Bearer ${token}`;'],
    ['basic credentials without a colon', 'api.http', 'Authorization: Basic realm'],
  ])('%s is none', (_, uri, text) => expect(found(uri, text)).toEqual([]));
});

test('a host that only examples name is said to be one', () => {
  expect(found('config.py', 'url = "ftp://user:secret@ftp.example.org/pub"')[0]!.harmless).toBe('a host that only examples name');
});

describe('in files that programs read their settings from, weak ones are in use', () => {
  test.each([
    ['.env', 'DB_PASSWORD=winter1\n'],
    ['.bashrc', 'export MAIL_PASS=winter1\n'],
    ['prod.tfvars', 'db_password = "winter1"\n'],
    ['WinSCP.ini', 'Password=winter1\n'],
  ])('%s', (uri, text) => expect(rulesIn(uri, text)).toEqual(['hardcoded-password']));

  test('one that looks real is an error, a stock word a warning, what is to be filled in none', () => {
    const levelOf = (value: string) => found('.env', `DB_PASSWORD=${value}\n`).map(({ level }) => level ?? 'error');
    expect(levelOf('winter2024!')).toEqual(['error']);
    expect(levelOf('{alnum:16}')).toEqual(['error']);
    expect(levelOf('admin123')).toEqual(['warning']);
    expect(levelOf('changeme')).toEqual([]);
    expect(levelOf('your-password')).toEqual([]);
  });
});

test('the place is the value, without its quotes', () => {
  const text = expandTemplates('const dbPassword = "{alnum:14}";');
  const [candidate] = found('src/client.ts', 'const dbPassword = "{alnum:14}";');
  expect(text.slice(candidate!.start - 1, candidate!.end + 1)).toBe(`"${candidate!.value}"`);
  expect(candidate).toMatchObject({ called: 'dbPassword', rule: 'hardcoded-password' });
});

test('a doubtful literal of a script is asked of the parser once it is loaded', async () => {
  const template = `const password = "winter2024!" + salt;\nconst field = <input password="summer2024!" placeholder="x" />;\nconst pin = { password: 'autumn2024!' };`;
  const text = expandTemplates(template);
  const document = new SourceDocument('src/login.jsx', text);
  const hits = [...text.matchAll(/pass/g)].map(({ index }) => ({ word: 'pass', at: index }));
  const { load } = findInContext(document, hits);
  expect(load).toBeDefined();
  await load!();
  const after = findInContext(document, hits);
  expect(after.load).toBeUndefined();
  expect(after.candidates.map(({ value }) => value)).toEqual(['summer2024!', 'autumn2024!']);
});

test('what a configuration makes is made so, however weak', () => {
  const template = 'resource "azurerm_mssql_server" "shop" {\n  administrator_login_password = "Aa12345678"\n}';
  expect(found('db.tf', template)).toMatchObject([{ rule: 'hardcoded-password', level: 'warning' }]);
  expect(found('db.yaml', 'administrator_login_password: Aa12345678')).toEqual([]);
});

test('an example in the comment that documents a function is a note, a line that somebody took out is not', () => {
  const levelOf = (uri: string, template: string) => found(uri, template).map(({ level }) => level ?? 'error');
  expect(levelOf('secure.rb', "    #   user.authenticate(password: '{alnum:14}')\n")).toEqual(['note']);
  expect(levelOf('Login.java', '   * login.setPassword("{alnum:14}");\n')).toEqual(['note']);
  expect(levelOf('Login.java', '  // login.setPassword("{alnum:14}");\n')).not.toContain('note');
});

test('a password for a port of this machine is a note', () => {
  const levelOf = (host: string) => found('run.sh', `URL=http://shop:{alnum:14}@${host}/`).map(({ level }) => level);
  expect(levelOf('127.0.0.1:9001')).toEqual(['note']);
  expect(levelOf('db.shop.net:9001')).not.toEqual(['note']);
});

test('the first password that everybody tries is a note where the host is a public one', () => {
  expect(found('hosts.txt', 'https://admin:admin@shop.net/login')).toMatchObject([{ level: 'note', value: 'admin' }]);
  expect(found('hosts.txt', 'https://admin:admin@localhost/login')).toEqual([]);
});

describe('a word that somebody chose as a password', () => {
  test.each([
    ['beside the user whom it signs in', 'run.md', "user = 'ana'\npassword = 'open sesame'"],
    ['beside the address of one', 'App.config', '<add key="FromEmail" value="ana@shop.net"/>\n<add key="FromPassword" value="whiteduke"/>'],
    ['that an environment is given', 'README.txt', 'SHOP_ADMIN_PASSWORD=whiteduke'],
    ['that a program compares with', 'login.go', 'if form.Secret != "open-sesame" {'],
    ['that signs tokens', 'config.yaml', 'JWT:\n  secret: "development#product"'],
  ])('%s is a note', (_, uri, text) => expect(found(uri, text)).toMatchObject([{ level: 'note', confidence: 'low' }]));
  test.each([
    ['alone', 'labels.py', "password = 'whiteduke'"],
    ['for what is there to be filled in', 'run.md', "user = 'ana'\npassword = 'your password'"],
    ['that is read elsewhere', 'run.sh', 'user=ana\npassword=$SHOP_PASSWORD'],
    ['that names a variable', 'run.md', 'SHOP_PASSWORD=OTHER_SHOP_PASSWORD'],
    ['of a name of its own', 'app.json', '{ "Username": "ana", "Password": "ParentPassword" }'],
    ['that whoever is anonymous gives', 'ftp.md', 'user = "anonymous"\npassword = "whiteduke"'],
    ['that a parser compares a token with', 'parse.js', 'if (second.token === "class") return;'],
    ['of a signature that is none', 'config.yaml', 'JWT:\n  issuer: "development"'],
  ])('%s is nothing', (_, uri, text) => expect(found(uri, text)).toEqual([]));
});

test('words for a user and a password are none', () => {
  expect(found('guide.ts', 'const url = "https://username:mypassword@shop.net/";')).toEqual([]);
  expect(found('guide.ts', 'const url = "https://user:1111@shop.net/";')).toEqual([]);
  expect(found('guide.ts', 'const url = "https://deploy:{alnum:12}@shop.net/";')).toHaveLength(1);
});

test('the token of RFC 6750 is said to be its example', () => {
  expect(found('api.http', `Authorization: Bearer ${['mF_9', 'B5f-4', '1JqM'].join('.')}`)).toMatchObject([
    { harmless: 'the example of RFC 6750' },
  ]);
});

test('the credentials of RFC 7617 are said to be its example', () => {
  const basic = Buffer.from('Aladdin:open sesame').toString('base64');
  expect(found('zap.prop', `auth=Basic ${basic}`)).toMatchObject([{ harmless: 'the example of RFC 7617' }]);
});

test.each([
  't/security/keys.py',
  'caddytest/server.key',
  'src/dockerTest/resources/server.key',
  'Shop.Tests/Login.cs',
  'Security/Tests/app/config.yml',
  'Http/TransportTestCase.php',
])('%s is a file of tests', uri => expect(isTestPath(uri)).toBe(true));
test.each(['src/latest/server.key', 'src/attestation/Login.cs'])('%s is none', uri => expect(isTestPath(uri)).toBe(false));

test('where tests and pages are written it is a note', () => {
  expect(found('src/client.ts', 'const dbPassword = "{alnum:14}";')[0]!.level).not.toBe('note');
  expect(found('test/client.test.ts', 'const dbPassword = "{alnum:14}";')[0]!.level).toBe('note');
});

test('any text around any word is survived, and every candidate is where its value stands', () => {
  const pieces = fc.constantFrom(
    ...contextWords,
    'password',
    '=',
    ':',
    ' ',
    '"',
    "'",
    '`',
    '\\',
    '\n',
    '${',
    '{',
    '}',
    '(',
    ')',
    '@',
    '://',
    'x9Kq',
    'Bearer ',
    '<',
    '>',
    ',',
    '\u00e9',
    '\ud83d\ude00',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), fc.constantFrom('a.ts', 'a.yaml', 'a.md', 'a.sh', '.env'), (parts, uri) => {
      const text = parts.join('');
      for (const { start, end, value } of found(uri, text)) expect(text.slice(start, end)).toBe(value);
    }),
    { numRuns: 500 },
  );
});
