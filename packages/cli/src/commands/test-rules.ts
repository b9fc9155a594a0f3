import type { OwnExample, OwnSecretRule } from '@idlint/engine';
import { type Host, type Secret, SourceDocument } from '@idlint/model';
import { count, visible } from '@idlint/report';
import { createScanner } from '@idlint/secrets';
import { expandTemplates } from '@idlint/secrets/templates';
import { exit } from '../exit.ts';
import type { Io } from '../io.ts';
import { ground } from '../lint.ts';

/** An example holds for any values, not for one lucky draw. */
const seeds = [1, 2, 3];

/**
 * Tries the examples of every pattern that the configuration brings, as a run would look at them: with all other rules beside it. An
 * example itself is not shown, only where it stands: somebody may have written a real secret there.
 * @param file a configuration in place of the one that is found
 * @returns 1 where an example is not as its pattern says
 */
export async function testRules(file: string | undefined, io: Io): Promise<number> {
  const { catalogue, configuration, host, path } = await ground(
    [],
    { failOn: 'error', ...(file === undefined ? {} : { config: file }) },
    io,
  );
  const { own } = configuration;
  const examples = own.flatMap(({ finds, passes }) => [...finds, ...passes]);
  const bare = own.filter(({ finds }) => finds.length === 0).map(({ rule }) => rule.id);
  const untested = bare.length ? `; without an example that it finds: ${bare.join(', ')}` : '';
  if (examples.length === 0) {
    const nothing = own.length ? 'no pattern has examples' : 'no patterns';
    io.stdout.write(`nothing to test: ${nothing} under secrets in ${visible(file ?? 'idlint.yaml')}\n`);
    return exit.clean;
  }
  const scanner = createScanner(catalogue.secretRules, host, catalogue.secretTables);
  const scan = (text: string) => scanner.scan(new SourceDocument('example.txt', text)).secrets;
  let wrong = 0;
  const say = ({ uri, rule }: OwnSecretRule, { range }: OwnExample, message: string) => {
    wrong++;
    io.stdout.write(`${visible(path(uri))}:${range.start.line + 1}:${range.start.character + 1}: ${rule.id} ${message}\n`);
  };
  for (const each of own) {
    for (const example of each.finds) {
      const missed = seeds
        .map(seed => expandTemplates(example.text, seed))
        .find(text => !scan(text).some(({ rule }) => rule === each.rule.id));
      if (missed !== undefined) say(each, example, `does not find this: ${whyNot(each, missed, scan(missed), host)}`);
    }
    for (const example of each.passes) {
      const found = seeds.some(seed =>
        scan(expandTemplates(example.text, seed)).some(({ rule, harmless }) => rule === each.rule.id && !harmless),
      );
      if (found) say(each, example, 'finds this, which it should pass');
    }
  }
  const good = examples.length - wrong;
  io.stdout.write(
    `${count(own.length, 'pattern')}, ${count(examples.length, 'example')}: ${good} as written${wrong ? `, ${wrong} not` : ''}${untested}\n`,
  );
  return wrong ? exit.findings : exit.clean;
}

/** The step at which a text that should be found falls through. */
function whyNot({ rule }: OwnSecretRule, text: string, found: readonly Secret[], host: Host): string {
  const [kind] = rule.secrets;
  const words = kind!.keywords.length ? kind!.keywords : (kind!.near ?? []);
  const holds = (word: string) => (word === word.toLowerCase() ? text.toLowerCase().includes(word) : text.includes(word));
  if (!words.some(holds)) return `none of ${words.join(', ')} stands in it`;
  if (!new RegExp(kind!.pattern, kind!.ignoreCase ? 'i' : '').test(text)) return 'the pattern does not match';
  const alone = createScanner([rule], host).scan(new SourceDocument('example.txt', text)).secrets;
  const other = found.find(secret => secret.rule !== rule.id);
  if (alone.length && other) return `${other.rule} says more of it`;
  if (kind!.near) return `the pattern matches, but it is not given to a name with ${kind!.near.join(', ')}, or is too little random`;
  return 'the pattern matches, but not a whole word, or what it matches looks like a placeholder or is too little random';
}
