import {
  type Ask,
  absent,
  defineRule,
  type Fact,
  type Identity,
  known,
  type Labels,
  type Part,
  type Place,
  type Principal,
  placeOf,
  type Reader,
  type Rule,
  type SecretScanner,
  type Uri,
  unknown,
} from '@idlint/model';

/**
 * A format of lines, for tests of the engine. A paragraph is a segment, named by its first two words.
 *
 *     role deploy owner=@acme/ops     an identity; without an owner, the file OWNER says one
 *     allow deploy s3:* ec2:Run       a policy with one grant, bound to an identity of that name
 *     use lib/x.toy                   what that document says holds here as well
 *     all lib/*.toy                   the same for all that match
 *     broken                          what the format does not allow
 *     crash                           the reader throws
 *     # …                             a comment
 */
interface ToyPart extends Part {
  lines: Word[][];
}
interface Word {
  text: string;
  at: Place;
}

export const toyReader: Reader<ToyPart> = {
  name: 'toy',
  title: 'toy',
  comment: { line: '#' },
  claims: head => head.extension === 'toy',
  read: ({ uri, text }) => {
    const part: ToyPart = { segments: { '': 0 }, faults: [], lines: [] };
    for (const { 0: paragraph, index: offset } of text.matchAll(/[^\n]+(?:\n[^\n]+)*/g)) {
      let segment = paragraph.match(/\S+/g)?.slice(0, 2).join(' ') ?? 'blank';
      while (part.segments[segment] !== undefined) segment += '~';
      part.segments[segment] = offset;
      for (const line of paragraph.matchAll(/[^\n]+/g)) {
        const words = [...line[0].replace(/#.*/, '').matchAll(/\S+/g)].map(({ 0: text, index }) => {
          const start = line.index + index;
          return { text, at: placeOf(uri, start, start + text.length, segment) };
        });
        if (words[0]?.text === 'broken') part.faults.push({ ...words[0].at, message: 'nobody knows what this means' });
        if (words.length > 0) part.lines.push(words);
      }
    }
    return part;
  },
  units: claimed => claimed.filter(uri => !uri.startsWith('lib/')).map(at => ({ reader: 'toy', at })),
  evaluate: ({ at }, ask) => uniqueKeys(factsIn(at, at, [], ask)),
  call: ({ unit, inputs }, ask) => {
    const { root, through } = inputs as Inputs;
    return factsIn(unit.at, root, through, ask);
  },
  edit: (intent, _, part) => {
    if (intent.do !== 'replace') return undefined;
    const from = part.segments[intent.at.segment] ?? 0;
    return [{ uri: intent.at.uri, start: from + intent.at.start, end: from + intent.at.end, text: intent.with }];
  },
};

interface Inputs {
  root: Uri;
  through: Place[];
}

function factsIn(uri: Uri, root: Uri, through: Place[], ask: Ask<ToyPart>): Fact[] {
  return (ask.part(uri)?.lines ?? []).flatMap(([verb, name, ...rest]) => {
    if (verb!.text === 'crash') throw new Error('crashed on purpose');
    if (!name) return [];
    const used = verb!.text === 'use' ? [name.text] : verb!.text === 'all' ? ask.list(name.text) : [];
    const facts = used.flatMap(at => {
      const answer = ask.call({ unit: { reader: 'toy', at }, inputs: { root, through: [name.at, ...through] } });
      return (answer as Fact[] | undefined) ?? [];
    });
    if (verb!.text === 'role') facts.push(role(name, rest, root, through, ask));
    if (verb!.text === 'allow') facts.push(...allow(name, rest, root, through));
    return facts;
  });
}

function role(name: Word, rest: Word[], root: Uri, through: Place[], ask: Ask<ToyPart>): Identity {
  const entries: Labels['entries'] = {};
  for (const { text, at } of rest) {
    const [label, value] = text.split('=');
    if (value === '?') entries[label!] = unknown({ code: 'variable', what: label! }, at);
    else if (value !== undefined) entries[label!] = known(value, at);
  }
  const common = ask.text('OWNER')?.trim();
  if (common && !entries.owner) entries.owner = known(common, placeOf('OWNER', 0, common.length));
  return {
    ...base(name, through),
    kind: 'identity',
    type: 'role',
    actor: 'machine',
    key: `${root}#role/${name.text}`,
    name: known(name.text, name.at),
    names: [`toy:${name.text}`],
    labels: { entries },
  };
}

function allow(name: Word, actions: Word[], root: Uri, through: Place[]): Fact[] {
  const key = `${root}#policy/${name.text}`;
  const names = [`toy:policy/${root}/${name.text}`];
  const common = { ...base(name, through), layer: 'identity' as const, conditions: { items: [] } };
  const items = actions.map(({ text, at }) => known(text, at));
  const subject: Principal = { who: 'identity', written: known(name.text, name.at), name: `toy:${name.text}` };
  return [
    { ...common, kind: 'policy', key, names, name: known(name.text, name.at), faults: [] },
    { ...common, kind: 'grant', key: `${key}/grant`, policy: key, effect: 'allow', actions: { items }, resources: { items: [] } },
    {
      ...common,
      kind: 'binding',
      key: `${key}/binding`,
      policy: known(name.text.startsWith('builtin') ? 'builtin:admin' : names[0]!, name.at),
      subjects: { items: [subject] },
      scope: { level: 'account', name: absent(name.at) },
    },
  ];
}

const base = ({ at }: Word, through: Place[]) => ({
  platform: 'source' as const,
  at,
  exists: true as const,
  names: [],
  ...(through.length > 0 ? { through } : {}),
});

function uniqueKeys(facts: Fact[]): Fact[] {
  const taken = new Set<string>();
  return facts.map(fact => {
    let { key } = fact;
    while (taken.has(key)) key += '~';
    taken.add(key);
    return { ...fact, key };
  });
}

const meta = { confidence: 'high', standards: {} } as const;

export const toyRules: Rule[] = [
  defineRule({
    ...meta,
    id: 'toy-wildcard',
    family: 'permissions',
    level: 'error',
    preset: 'recommended',
    summary: 'A grant allows every action.',
    remedy: 'Name the actions.',
    looksAt: 'grant',
    check(grant, { inventory, report }) {
      for (const action of grant.actions.items)
        if (action.kind === 'known' && inventory.access.breadth(grant.platform, action.value) !== 'some')
          report(action, `allows ${action.value}`, {
            fix: { title: 'Read only', safety: 'suggested', intents: [{ do: 'replace', at: action.at, with: 's3:Get' }] },
          });
    },
  }),
  defineRule({
    ...meta,
    id: 'toy-admin',
    family: 'permissions',
    level: 'error',
    preset: 'recommended',
    covers: ['toy-wildcard'],
    summary: 'A grant allows everything.',
    remedy: 'Name the actions.',
    looksAt: 'grant',
    check(grant, { report }) {
      for (const action of grant.actions.items) if (action.kind === 'known' && action.value === '*') report(action, 'may do everything');
    },
  }),
  defineRule({
    ...meta,
    id: 'toy-unowned',
    family: 'ownership',
    level: 'warning',
    preset: 'recommended',
    summary: 'Nobody owns an identity that may do something.',
    remedy: 'Label it.',
    looksAt: 'identity',
    check(identity, { inventory, report }) {
      const owners = inventory.ownersOf(identity);
      const grants = inventory.grantsOf(identity);
      if (owners.is === 'unowned' && grants.length > 0)
        report(identity.name, `${identity.key} is nobody's and holds ${grants.length} grants`, {
          related: grants.slice(0, 3).map(({ at }) => ({ at, message: 'held here' })),
        });
    },
  }),
  defineRule({
    ...meta,
    id: 'toy-named-twice',
    family: 'lifecycle',
    level: 'note',
    preset: 'strict',
    summary: 'Two identities have one name.',
    remedy: 'Rename one.',
    looksAt: 'identity',
    check(identity, { inventory, report }) {
      if (identity.names.some(name => inventory.named(name).length > 1)) report(identity.at, 'two have this name');
    },
  }),
];

/** Finds `tok_` and six letters. */
export const toyScanner: SecretScanner = {
  rules: [
    {
      ...meta,
      id: 'toy-token',
      family: 'secrets',
      level: 'error',
      preset: 'recommended',
      summary: 'A token stands in a file.',
      remedy: 'Revoke it.',
    },
  ],
  scan: ({ uri, text }) => ({
    secrets: [...text.matchAll(/tok_[a-z]{6}/g)].map((match, ordinal) => ({
      kind: 'secret',
      key: `${uri}#secret/toy-token/${ordinal}`,
      platform: 'source',
      at: placeOf(uri, match.index, match.index + match[0].length),
      exists: true,
      names: [],
      rule: 'toy-token',
      name: 'toy token',
      mask: 'tok_…',
      fingerprint: match[0].split('').reverse().join(''),
      confidence: 'high',
      known: [],
    })),
  }),
};
