import {
  defineRule,
  type Fact,
  known,
  type Part,
  type Place,
  placeOf,
  type Reader,
  type Rule,
  type SecretScanner,
  type Uri,
} from '@idlint/model';

/**
 * A format of lines, for tests of the engine: one segment a paragraph, named by its first word.
 *
 *     role deploy owner=@acme/ops     an identity
 *     allow deploy s3:*               a policy with one grant, bound to it
 *     use lib.toy                     the document's facts are here as well, under this one's name
 *     broken                          what the format does not allow
 *     crash                           the reader throws
 *     # …                             a comment
 */
export interface ToyPart extends Part {
  lines: { words: { text: string; at: Place }[]; at: Place }[];
}

export const toyReader: Reader<ToyPart> = {
  name: 'toy',
  title: 'toy',
  comment: { line: '#' },
  claims: head => head.extension === 'toy',
  read({ uri, text }) {
    const part: ToyPart = { segments: { '': 0 }, faults: [], lines: [] };
    let segment = '';
    let base = 0;
    for (const line of text.matchAll(/[^\n]*\n?/g)) {
      const content = line[0].replace(/#.*|\n/g, '');
      if (content.trim() === '') continue;
      const words = [...content.matchAll(/\S+/g)];
      if (line.index === 0 || text.slice(0, line.index).endsWith('\n\n')) {
        segment = words[0]![0] + (words[1]?.[0] ?? '');
        while (part.segments[segment] !== undefined) segment += '~';
        base = line.index;
        part.segments[segment] = base;
      }
      const at = line.index - base;
      const placed = words.map(word => ({ text: word[0], at: placeOf(uri, at + word.index, at + word.index + word[0].length, segment) }));
      if (placed[0]!.text === 'broken')
        part.faults.push({ segment, start: placed[0]!.at.start, end: placed[0]!.at.end, message: 'this line is broken' });
      part.lines.push({ words: placed, at: placeOf(uri, at, at + content.length, segment) });
    }
    return part;
  },
  units: claimed => claimed.filter(uri => !uri.includes('lib')).map(at => ({ reader: 'toy', at })),
  evaluate({ at }, ask) {
    const facts: Fact[] = [];
    const seen = new Set<Uri>();
    const read = (uri: Uri, through: Place[]): void => {
      if (seen.has(uri)) return;
      seen.add(uri);
      for (const line of ask.part(uri)?.lines ?? []) facts.push(...factsOf(line.words, at, through, uri, ask.list('*.owner').length, read));
      seen.delete(uri);
    };
    read(at, []);
    return uniqueKeys(facts);
  },
  edit(intent, _, part) {
    if (intent.do !== 'replace') return undefined;
    const from = part.segments[intent.at.segment] ?? 0;
    return [{ uri: intent.at.uri, start: from + intent.at.start, end: from + intent.at.end, text: intent.with }];
  },
};

function factsOf(
  words: ToyPart['lines'][number]['words'],
  root: Uri,
  through: Place[],
  _uri: Uri,
  _owners: number,
  read: (uri: Uri, through: Place[]) => void,
): Fact[] {
  const [verb, name, ...rest] = words;
  if (verb!.text === 'crash') throw new Error('crashed on purpose');
  if (!name) return [];
  const base = { platform: 'source' as const, at: name.at, exists: true as const, ...(through.length ? { through } : {}) };
  if (verb!.text === 'use') read(name.text, [name.at, ...through]);
  if (verb!.text === 'role') {
    const entries = Object.fromEntries(
      rest.filter(({ text }) => text.includes('=')).map(({ text, at }) => [text.split('=')[0]!, known(text.split('=')[1]!, at)]),
    );
    return [
      {
        ...base,
        kind: 'identity',
        type: 'role',
        actor: 'machine',
        key: `${root}#role/${name.text}`,
        name: known(name.text, name.at),
        names: [`toy:${name.text}`],
        labels: { entries },
      },
    ];
  }
  if (verb!.text === 'allow') {
    const key = `${root}#policy/${name.text}`;
    const names = [`toy:policy/${root}/${name.text}`];
    return [
      { ...base, kind: 'policy', key, names, name: known(name.text, name.at), layer: 'identity', faults: [] },
      {
        ...base,
        kind: 'grant',
        key: `${key}/grant`,
        names: [],
        policy: key,
        layer: 'identity',
        effect: 'allow',
        actions: { items: rest.map(({ text, at }) => known(text, at)) },
        resources: { items: [] },
        conditions: { items: [] },
      },
      {
        ...base,
        kind: 'binding',
        key: `${key}/binding`,
        names: [],
        policy: known(names[0]!, name.at),
        subjects: { items: [{ who: 'identity', written: known(name.text, name.at), name: `toy:${name.text}` }] },
        scope: { level: 'account', name: known('', name.at) },
        conditions: { items: [] },
        layer: 'identity',
      },
    ];
  }
  return [];
}

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
