/** What a scanner is made of, from its rules or, sooner, from tables that were made of them before. */
import type { Host, Level, SecretRule, SecretTables } from '@idlint/model';
import { needOf } from './context/needs.ts';
import { contextWords } from './context/words.ts';
import { escapeWords } from './decode/index.ts';
import { structureWords } from './formats/index.ts';
import { FileKinds } from './pattern/files.ts';
import { Kind, type KindTable, tableOf } from './pattern/kinds.ts';
import type { Guard } from './prefilter/guard.ts';
import { createPrefilter, imageOf, type Literal, literalOf, type Prefilter, prefilterOf } from './prefilter/index.ts';
import { type Shapes, shapesOf } from './shape.ts';

export class Machine {
  readonly #rules: SecretRule[];
  readonly #tables: SecretTables | undefined;
  readonly #kindsOf: (literal: number) => Kind[];
  /** The texts of the literals that lead to kinds, then those of the context, of escapes and of formats. */
  readonly literals: string[];
  readonly firstWord: number;
  readonly firstEscape: number;
  readonly firstOfStructure: number;
  /** The number of what begins a comment for idlint. */
  readonly ownWord: number;
  readonly prefilter: Prefilter;
  readonly inFiles: FileKinds;
  #shapes: Shapes | undefined;
  #inTests: ReadonlyMap<string, Level> | undefined;

  /** @param tables made by `tablesOf` of the same rules */
  constructor(rules: SecretRule[], host: Host, tables?: SecretTables) {
    this.#rules = rules;
    this.#tables = tables;
    if (tables && host.bytes) {
      const bytes = host.bytes;
      const known: Kind[][] = [];
      this.literals = tables.literals;
      this.#kindsOf = literal => {
        known[literal] ??= tables.kinds[literal]!.map(([rule, kind]) => new Kind(rules[rule]!, rules[rule]!.secrets[kind]!));
        return known[literal];
      };
      const image = tables.memory.map(([at, base64]) => ({ at, bytes: bytes(base64) }));
      this.prefilter = prefilterOf(() => literalsOf(tableOf(rules)), image, bytes, needOf);
      this.firstWord = tables.kinds.length;
    } else {
      const table = tableOf(rules);
      const literals = literalsOf(table);
      this.literals = literals.map(({ text }) => text);
      this.#kindsOf = literal => table.byLiteral[literal]!;
      this.prefilter = createPrefilter(literals, needOf);
      this.firstWord = table.literals.length;
    }
    this.firstEscape = this.firstWord + contextWords.length;
    this.firstOfStructure = this.firstEscape + escapeWords.length;
    this.ownWord = this.firstOfStructure + structureWords.length;
    this.inFiles = new FileKinds(() =>
      (tables?.inFiles ?? kindsInFiles(rules)).map(([rule, kind]) => ({ rule: rules[rule]!, kind: rules[rule]!.secrets[kind]! })),
    );
  }

  /** To which a literal leads. */
  kindsOf(literal: number): Kind[] {
    return this.#kindsOf(literal);
  }

  get shapes(): Shapes {
    const { prefixes, complete } = this.#tables ?? {};
    this.#shapes ??= prefixes && complete ? { prefixes: new Set(prefixes), complete: new Set(complete) } : shapesOf(this.#rules);
    return this.#shapes;
  }

  /** Levels in files of tests, by rule. */
  get inTests(): ReadonlyMap<string, Level> {
    this.#inTests ??= new Map(this.#rules.flatMap(({ id, inTests: level }) => (level ? [[id, level] as const] : [])));
    return this.#inTests;
  }
}

function literalsOf(kinds: KindTable): Literal[] {
  return [
    ...kinds.literals,
    ...contextWords.map(wordLiteral),
    ...escapeWords.map(({ text, where }) => literalOf(text, where)),
    ...structureWords.map(word => literalOf(word, 'anywhere')),
    { text: 'idlint-', caseless: false, where: 'anywhere' },
  ];
}

const placeGuards: Record<string, Guard> = {
  '://': 'userinfo',
  ' by ': 'identified',
  'bearer ': 'bearer',
  'basic ': 'basic',
  'curl ': 'asUser',
  securestring: 'converted',
};

/** A word of the context, told where a value may follow it. */
export const wordLiteral = (word: string): Literal => ({
  ...literalOf(word, 'anywhere'),
  guard: placeGuards[word] ?? 'given',
});

const kindsInFiles = (rules: SecretRule[]): [rule: number, kind: number][] =>
  rules.flatMap(({ secrets }, rule) => secrets.flatMap(({ files }, kind): [number, number][] => (files ? [[rule, kind]] : [])));

export function tablesOf(rules: SecretRule[]): SecretTables {
  const table = tableOf(rules);
  const literals = literalsOf(table);
  const { prefixes, complete } = shapesOf(rules);
  const placeOf = ({ rule, kind }: Kind): [number, number] => [rules.indexOf(rule), rule.secrets.indexOf(kind)];
  return {
    literals: literals.map(({ text }) => text),
    kinds: table.byLiteral.map(kinds => kinds.map(placeOf)),
    inFiles: kindsInFiles(rules),
    prefixes: [...prefixes],
    complete: [...complete],
    memory: imageOf(literals).map(({ at, bytes }) => [at, btoa(String.fromCharCode(...bytes))]),
  };
}
