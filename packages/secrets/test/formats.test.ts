import { SourceDocument } from '@idlint/model';
import { secretRules } from '@idlint/rules';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createScanner } from '../src/index.ts';
import { expandTemplates } from '../src/templates.ts';
import { host } from './host.ts';

const scanner = createScanner(secretRules, host);

function scan(uri: string, content: string | object) {
  const text = expandTemplates(typeof content === 'string' ? content : JSON.stringify(content, undefined, 2));
  const document = new SourceDocument(uri, text);
  return scanner.scan(document).secrets.map(({ rule, called, level, known, at }) => ({
    rule,
    called,
    level: level ?? 'error',
    known,
    written: text.slice(at.start, at.end),
  }));
}
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('ARM templates and their parameters', () => {
  it('name their values one level above', () => {
    const base = 'https://schema.management.azure.com/schemas/2019-04-01';
    const password = '{alnum:8}!{alnum:8}';
    expect(
      scan('main.json', {
        $schema: `${base}/deploymentTemplate.json#`,
        parameters: {
          adminPassword: { type: 'securestring', defaultValue: password },
          computed: { type: 'securestring', defaultValue: "[concat('P', uniqueString(resourceGroup().id))]" },
          location: { type: 'string', defaultValue: 'westeurope' },
        },
      }).map(({ rule, called }) => `${rule} ${called}`),
    ).toEqual(['hardcoded-password adminPassword']);
    expect(
      scan('main.parameters.json', {
        $schema: `${base}/deploymentParameters.json#`,
        parameters: {
          adminPassword: { value: password },
          sqlPassword: { reference: { secretName: 'sql' } },
          otherPassword: { value: 'GEN-UNIQUE-20' },
        },
      }).map(({ rule, called }) => `${rule} ${called}`),
    ).toEqual(['hardcoded-password adminPassword']);
  });
});

describe('Kubernetes Secrets', () => {
  it('in base64 and as they are, where the name promises one', () => {
    const found = scan(
      'k8s/shop.yaml',
      `apiVersion: v1
kind: ConfigMap
data:
  motd: ${base64('nobody looks at this')}
---
apiVersion: v1
kind: Secret
metadata:
  name: shop
type: Opaque
data:
  username: ${base64('shop')}
  password: ${base64('rook12')}
  DB_PASSWORD: "${base64('winter2024!')}"
  TEMPLATED_PASSWORD: ${base64('changeme')}
  cluster: ${base64('x9Kq7vT2mW4pB6nZ')}
stringData:
  api-token: {alnum:32}
  smtp-password: \${SMTP_PASSWORD}
`,
    );
    expect(
      found
        .filter(({ called }) => called !== undefined && /password|token|cluster|username/i.test(called))
        .map(({ called, level }) => [called, level]),
    ).toEqual([
      ['password', 'warning'],
      ['DB_PASSWORD', 'error'],
      ['cluster', 'error'],
      ['api-token', 'error'],
    ]);
    expect(found[0]).toMatchObject({ known: ['written in base64'], written: base64('rook12') });
  });

  it('as kubectl prints them', () => {
    const secret = { apiVersion: 'v1', kind: 'Secret', data: { password: base64('winter2024!') } };
    expect(scan('secret.json', secret)).toMatchObject([{ rule: 'hardcoded-password', called: 'password', written: base64('winter2024!') }]);
  });

  it('with the credentials of a registry in them', () => {
    const config = JSON.stringify({
      auths: { 'registry.acme.test': { username: 'ci', password: 'winter2024!', auth: base64('ci:winter2024!') } },
    });
    const found = scan('pull.yaml', `kind: Secret\ndata:\n  .dockerconfigjson: ${base64(config)}\n`);
    expect(found.map(({ rule }) => rule).sort()).toEqual(['credentials-file', 'hardcoded-password']);
    expect(found.find(({ rule }) => rule === 'credentials-file')!.known).toContain('user ci');
  });

  it('are not templates of them', () => {
    expect(scan('templates/secret.yaml', 'kind: Secret\ndata:\n  password: {{ .Values.password | b64enc }}\n')).toEqual([]);
  });
});

describe('notebooks', () => {
  const notebook = (source: string[], outputs: object[] = [], language = 'python') => ({
    cells: [
      { cell_type: 'markdown', source: ['The password = "winter2024!" is not shown here'] },
      { cell_type: 'code', source, outputs },
    ],
    metadata: { kernelspec: { language, name: language } },
    nbformat: 4,
  });

  it('are read as the code that is in them', () => {
    const found = scan('analysis.ipynb', notebook(['import db\n', 'db.connect(user="shop", password="winter\\u0032024!")\n']));
    expect(found).toMatchObject([{ rule: 'hardcoded-password', called: 'password' }]);
    expect(found[0]!.written).toContain('winter');
  });

  it('stand where they are written, escapes and all', () => {
    const found = scan('analysis.ipynb', notebook(['path = "C:\\\\x\\t"; api_token = "{alnum:32}"']));
    expect(found.map(({ written }) => written)).toEqual([expandTemplates('path = "{alnum:32}"').slice(8, -1)]);
  });

  it('show tokens that their cells put out, and no more', () => {
    const output = { output_type: 'stream', text: ['token ghp_{alnum:30}{crc32:6}\n', 'password = "winter2024!"\n'] };
    expect(scan('analysis.ipynb', notebook(['show()'], [output])).map(({ rule }) => rule)).toEqual(['github-token']);
  });

  it('know what reads the environment in their language', () => {
    expect(scan('a.ipynb', notebook(['password = os.environ["DB_PASSWORD"]']))).toEqual([]);
    expect(scan('a.ipynb', notebook(['password <- Sys.getenv("DB_PASSWORD")'], [], 'R'))).toEqual([]);
  });
});

describe('a state of Terraform', () => {
  const state = {
    version: 4,
    outputs: {
      admin_login: { value: 'winter', type: 'string', sensitive: true },
      db_password: { value: 'summer2024!', type: 'string' },
      region: { value: 'eu-north-1', type: 'string' },
    },
    resources: [
      { mode: 'managed', type: 'random_password', name: 'db', instances: [{ attributes: { length: 16, result: 'Aa1}{word}' } }] },
      {
        mode: 'managed',
        type: 'acme_account',
        name: 'shop',
        instances: [
          {
            attributes: { login: 'shop', phrase: 'autumn-leaves', plain: 'nothing here' },
            sensitive_attributes: [[{ type: 'get_attr', value: 'phrase' }]],
          },
        ],
      },
      { mode: 'managed', type: 'random_pet', name: 'host', instances: [{ attributes: { result: 'rare-mongoose' } }] },
    ],
  };

  it('holds what it, or the type of the resource, calls sensitive', () => {
    expect(scan('terraform.tfstate', state).map(({ called }) => called)).toEqual([
      'admin_login',
      'db_password',
      'random_password.db.result',
      'acme_account.shop.phrase',
    ]);
  });
});

describe('a value beside its name', () => {
  it('in a collection of Postman', () => {
    const item = {
      auth: {
        type: 'basic',
        basic: [
          { key: 'password', value: 'winter2024!', type: 'string' },
          { key: 'username', value: 'ana' },
        ],
      },
      header: [
        { key: 'X-Api-Key', value: '{alnum:32}' },
        { key: 'X-Api-Key', value: '{{apiKey}}' },
      ],
    };
    expect(scan('shop.postman_collection.json', { info: {}, item: [item] }).map(({ called }) => called)).toEqual(['password', 'X-Api-Key']);
  });

  it('in an environment of Postman, which says itself what is secret', () => {
    const values = [
      { key: 'cluster', value: '{alnum:24}', type: 'secret' },
      { key: 'host', value: 'https://acme.test', type: 'default' },
      { key: 'region', value: '{alnum:24}', type: 'default' },
    ];
    expect(scan('shop.postman_environment.json', { values, key: 'password' }).map(({ called }) => called)).toEqual(['cluster']);
  });

  it('in a definition of containers', () => {
    const container = {
      name: 'shop',
      environment: [
        { name: 'DB_PASSWORD', value: 'winter2024!' },
        { name: 'PORT', value: '8080' },
      ],
    };
    expect(scan('task.json', { containerDefinitions: [container] })).toMatchObject([{ called: 'DB_PASSWORD', written: 'winter2024!' }]);
  });
});

describe('XML', () => {
  it.each([
    ['a property', 'hibernate.cfg.xml', '<property name="hibernate.connection.password">winter2024!</property>'],
    ['a test of JMeter', 'load.jmx', '<stringProp name="JDBC.password">winter2024!</stringProp>'],
    ['a property list', 'Info.plist', '<key>ApiPassword</key>\n<string>winter2024!</string>'],
    ['an element with a prefix', 'soapui.xml', '<con:password>winter2024!</con:password>'],
    ['an entry with an entity', 'app.xml', '<entry key="db.password">wi&amp;ter2024!</entry>'],
  ])('%s', (_, uri, text) => expect(scan(uri, text)).toMatchObject([{ rule: 'hardcoded-password' }]));

  it.each([
    ['a text of an app', 'res/values/strings.xml', '<string name="forgot_password">Salasana2</string>'],
    ['a reference', 'hibernate.cfg.xml', '<property name="connection.password">${db.password}</property>'],
    ['a word', 'app.xml', '<property name="password">password</property>'],
    ['another key', 'Info.plist', '<key>BundleName</key><string>winter2024!</string>'],
  ])('%s is none', (_, uri, text) => expect(scan(uri, text)).toEqual([]));
});

describe('commands that a shell remembers', () => {
  it.each([
    ['bash, with times', '.bash_history', '#1700000000\nmysql -u shop -pwinter2024! shop\n#1700000060\nls', 'password-in-command'],
    ['zsh', '.zsh_history', ': 1700000000:0;sshpass -p winter2024! ssh ana@acme.test\n', 'password-in-command'],
    ['a variable', '.bash_history', 'PGPASSWORD=winter2024! psql -h db.acme.test shop\n', 'hardcoded-password'],
    ['curl', '.bash_history', 'curl -u ana:winter2024! https://acme.test/\n', 'password-in-command'],
  ])('%s', (_, uri, text, rule) => expect(scan(uri, text)).toMatchObject([{ rule, written: 'winter2024!' }]));

  it('and no more than that', () => {
    expect(scan('.bash_history', 'mysql -u root -p shop\ncd mysql -p\ngit push\nexport DB_PASSWORD=$(pass db)\n')).toEqual([]);
  });
});

describe('what is encrypted or not there is no secret', () => {
  it.each([
    ['a vault of Ansible', 'group_vars/all/vault.yml', '$ANSIBLE_VAULT;1.1;AES256\n{digits:80}\n{digits:80}\n'],
    ['a value in a vault', 'vars.yml', 'db_password: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  {digits:80}\n'],
    ['a reference to a vault', 'inventory.ini', 'db ansible_user=ci ansible_password="{{ vault_db_password }}"'],
    ['a file of sops', 'secrets.yaml', 'db_password: ENC[AES256_GCM,data:{base64:24},iv:{base64:43}=,tag:{base64:22}==,type:str]'],
    ['credentials of Rails', 'config/credentials.yml.enc', '{base64:200}--{base64:16}--{base64:22}=='],
    ['a sealed Secret', 'sealed.yaml', 'kind: SealedSecret\nspec:\n  encryptedData:\n    password: AgB{base64:200}\n'],
  ])('%s', (_, uri, text) => expect(scan(uri, text)).toEqual([]));

  it('but a password in an inventory is', () => {
    expect(
      scan('inventory.ini', '[db]\ndb1 ansible_host=10.0.0.4 ansible_password=winter2024! ansible_become_pass=summer2024!\n'),
    ).toHaveLength(2);
  });
});

it('survives any text in the place of a format', { timeout: 30_000 }, () => {
  const names = [
    'a.ipynb',
    'terraform.tfstate',
    'x.json',
    's.yaml',
    '.npmrc',
    '.pgpass',
    'wp-config.php',
    'sitemanager.xml',
    '.docker/config.json',
  ];
  const piece = fc.oneof(
    fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"',
      '\n',
      ' ',
      'null',
      '"value"',
      '"cells"',
      '"source"',
      'kind: Secret\ndata:\n',
      '  password: ',
    ),
    fc.constantFrom(
      '"outputs"',
      '"resources"',
      '"instances"',
      '"type"',
      '"key":"password","value":"winter2024!"',
      'cGFzc3dvcmQxMjM=',
      '\\u00',
      '\\',
    ),
    fc.string({ maxLength: 8 }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.array(piece, { maxLength: 30 }), (uri, pieces) => {
      const text = pieces.join('');
      for (const { at } of scanner.scan(new SourceDocument(uri, text)).secrets)
        expect(0 <= at.start && at.start < at.end && at.end <= text.length).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

it('bounds its work on a deep or large document', () => {
  expect(scan('a.json', `${'{"value":['.repeat(20_000)}"password"`)).toEqual([]);
  expect(scan('terraform.tfstate', `{"resources":${'['.repeat(50_000)}, "password": ""`)).toEqual([]);
});

describe('documents of an office', () => {
  const found = (uri: string, text: string) => scan(uri, text).map(({ rule, called, written }) => `${rule} ${called}: ${written}`);
  const run = (...texts: string[]) =>
    texts.map(text => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r><w:proofErr w:type="spellEnd"/>`).join('');

  it('are read as a person reads them, in whatever pieces their text lies', () => {
    const document = `<w:document><w:body><w:p>${run('Pass', 'word: ', 'winter&amp;2024!')}</w:p><w:p>${run('and more')}</w:p></w:body></w:document>`;
    expect(found('setup.docx/word/document.xml', document)).toEqual(['hardcoded-password Password: winter&amp;2024!']);
    const split = `<w:p>${run('api_token: ', 'Zk39sLq02mXv', 'B7uTn4Rw8yHc')}</w:p>`;
    expect(found('word/document.xml', split)).toEqual([
      `hardcoded-token api_token: ${split.slice(split.indexOf('Zk39'), split.indexOf('8yHc') + 4)}`,
    ]);
    expect(found('ppt/slides/slide1.xml', '<a:p><a:r><a:t>Password: </a:t></a:r><a:r><a:t>winter2024!</a:t></a:r></a:p>')).toHaveLength(1);
    expect(found('content.xml', '<text:p>Pass<text:span text:style-name="T1">word: </text:span>winter2024!</text:p>')).toHaveLength(1);
  });

  it('hold a token wherever it stands, and nothing where a line ends', () => {
    expect(found('word/document.xml', `<w:p>${run('ghp_', '{alnum:30}{crc32:6}')}</w:p>`.replace('ghp_</w:t>', 'see </w:t>'))).toEqual([]);
    expect(found('word/document.xml', `<w:p>${run('Password:')}</w:p><w:p>${run('x')}</w:p><w:p>${run('winter2024!')}</w:p>`)).toEqual([]);
    expect(found('layout.xml', '<w:t>Password: </w:t><w:t>winter2024!</w:t>')).toEqual([]);
  });
});

describe('rows of SQL', () => {
  const found = (text: string) => scan('dump.sql', text).map(({ rule, called, written }) => `${rule} ${called}: ${written}`);

  it('have the names of their columns, in the statement or in the table', () => {
    const rows = [
      'CREATE TABLE `users` (',
      '  `id` int NOT NULL,',
      '  `email` varchar(255),',
      '  `password` varchar(255),',
      '  PRIMARY KEY (`id`)',
      ');',
      "INSERT INTO `users` VALUES (1,'ana@acme.test','winter2024!'),(2, N'kim, (the other)', 'it''s-2025!');",
      'insert into shop.tokens (id, api_token)',
      'values',
      "  (now(), 'Zk39sLq02mXvB7uTn4Rw8yHc'),",
      '  (3, NULL);',
    ];
    expect(found(rows.join('\n'))).toEqual([
      'hardcoded-password password: winter2024!',
      "hardcoded-password password: it''s-2025!",
      'hardcoded-token api_token: Zk39sLq02mXvB7uTn4Rw8yHc',
    ]);
  });

  it('are read from what pg_dump copies', () => {
    const rows = [
      'COPY public.users (id, password, note) FROM stdin;',
      '1\twinter2024!\tx',
      '2\t\\N\tpassword',
      '\\.',
      "SELECT 'summer2025!' AS password;",
    ];
    expect(found(rows.join('\n'))).toEqual(['hardcoded-password password: winter2024!']);
  });

  it('hold nothing where there is a hash, a word or another thing', () => {
    const hashes = ['{hex:32}', '{hex:64}', 'password', 'changeme', '$PASSWORD'].map(value => `(1, '${value}')`);
    expect(found(`INSERT INTO users (id, password) VALUES ${hashes.join(', ')};\n`)).toEqual([]);
    expect(found("INSERT INTO users (id, password_hint) VALUES (1, 'winter2024!');")).toEqual([]);
    expect(found("INSERT INTO users (id, password) VALUES (1, 'winter2024!")).toEqual([]);
  });

  it('are all found: what is not found is not masked in a line that is shown', () => {
    const rows = Array.from({ length: 800 }, (_, number) => `(${number}, 'winter${2024 + number}!')`);
    expect(found(`INSERT INTO users (id, password) VALUES ${rows.join(',')};`)).toHaveLength(800);
  });

  it('have an end, whatever the text', () => {
    const texts = ["INSERT INTO a (password) VALUES ('", 'COPY a (password) FROM stdin;\n', 'create table a (password int,', "('a',"];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...texts, "'", '(', ')', ',', '\\', '\t', '\n', 'x1!'), { maxLength: 60 }), parts => {
        for (const each of scan('dump.sql', parts.join(''))) expect(each.written.length).toBeGreaterThan(0);
      }),
    );
    scan('dump.sql', `${"INSERT INTO a (password) VALUES ('".repeat(20_000)}`);
    scan('dump.sql', `INSERT INTO a (password) VALUES ${'('.repeat(200_000)}`);
  });
});
