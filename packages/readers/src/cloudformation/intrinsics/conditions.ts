import { type Data, itemsOf, type MapData, mapOf, stringValue } from '@idlint/evaluate';
import { knownValue, type Why } from '@idlint/model';
import { isNotAllowed } from './parameters.ts';

/** `assumed`: a parameter's default had a say, and whoever deploys the template may give another value. */
export type Holds = { holds: boolean; assumed: boolean } | { holds: undefined; why: Why };

interface Asked {
  /** A condition of the template as it is written. */
  declared(name: string): Data | undefined;
  parameter(name: string): MapData | undefined;
  work(data: Data): Data;
}

const deepest = 50;

/** The `Conditions` of a template: Fn::Equals, Fn::And, Fn::Or, Fn::Not over parameters and mappings. */
export class Conditions {
  readonly #asked: Asked;
  readonly #answers = new Map<string, Holds>();
  #assumed = false;
  #depth = 0;

  constructor(asked: Asked) {
    this.#asked = asked;
  }

  /** Told by whoever reads a parameter while something is worked out. */
  assume(): void {
    this.#assumed = true;
  }

  /** Does something, and tells whether a parameter's default had a say in it. */
  watch<T>(run: () => T): { result: T; assumed: boolean } {
    const before = this.#assumed;
    this.#assumed = false;
    const result = run();
    const assumed = this.#assumed;
    this.#assumed = before;
    return { result, assumed };
  }

  named(condition: Data): Holds {
    const name = knownValue(stringValue(condition));
    if (name === undefined) return dontKnow({ code: 'syntax', what: 'a condition without a name', at: condition.at });
    const known = this.#answers.get(name);
    if (known) return this.#told(known);
    this.#answers.set(name, dontKnow({ code: 'cycle', what: `the condition ${name}`, at: condition.at }));
    const written = this.#asked.declared(name);
    const { result: answer, assumed } = this.watch(() =>
      written ? this.#holds(written) : dontKnow({ code: 'reference', what: `the condition ${name}`, at: condition.at }),
    );
    const settled = answer.holds === undefined ? answer : { holds: answer.holds, assumed: answer.assumed || assumed };
    this.#answers.set(name, settled);
    return this.#told(settled);
  }

  #told(answer: Holds): Holds {
    if (answer.holds !== undefined && answer.assumed) this.#assumed = true;
    return answer;
  }

  #holds(data: Data): Holds {
    const [entry] = data.kind === 'map' ? data.entries : [];
    if (!entry) return dontKnow({ code: 'syntax', what: 'no condition', at: data.at });
    if (this.#depth >= deepest) return dontKnow({ code: 'limit', what: 'a condition this deep', at: data.at });
    this.#depth++;
    const answer = this.#call(entry[0], entry[1].value, data);
    this.#depth--;
    return answer;
  }

  #call(name: string, value: Data, data: Data): Holds {
    const { items } = itemsOf(value);
    switch (name) {
      case 'Condition':
        return this.named(value);
      case 'Fn::Equals':
        return this.#equals(items, data);
      case 'Fn::Not':
        return not(items[0] ? this.#holds(items[0]) : dontKnow({ code: 'syntax', what: 'Fn::Not', at: data.at }));
      case 'Fn::And':
        return all(items.map(item => this.#holds(item)));
      case 'Fn::Or':
        return not(all(items.map(item => not(this.#holds(item)))));
      default:
        return dontKnow({ code: 'function', what: name, at: data.at });
    }
  }

  #equals([one, other]: Data[], { at }: Data): Holds {
    if (!one || !other) return dontKnow({ code: 'syntax', what: 'Fn::Equals without two values', at });
    const { result, assumed } = this.watch(() => [stringValue(this.#asked.work(one)), stringValue(this.#asked.work(other))] as const);
    const [a, b] = result;
    if (this.#excluded(one, knownValue(b)) || this.#excluded(other, knownValue(a))) return { holds: false, assumed: false };
    if (a.kind !== 'unknown' && b.kind !== 'unknown') return { holds: knownValue(a) === knownValue(b), assumed };
    return dontKnow(a.kind === 'unknown' ? a.why : b.kind === 'unknown' ? b.why : { code: 'syntax', what: 'Fn::Equals', at });
  }

  /** Whether a parameter stands there that can never have this value. */
  #excluded(data: Data, text: string | undefined): boolean {
    const name = mapOf(data)?.entries.get('Ref')?.value;
    const written = name && knownValue(stringValue(name));
    const parameter = written === undefined ? undefined : this.#asked.parameter(written);
    return text !== undefined && parameter !== undefined && isNotAllowed(parameter, text);
  }
}

const dontKnow = (why: Why): Holds => ({ holds: undefined, why });

const not = (answer: Holds): Holds => (answer.holds === undefined ? answer : { ...answer, holds: !answer.holds });

/** One that surely does not hold decides, whatever else is not known. */
function all(answers: Holds[]): Holds {
  const certain = answers.find(answer => answer.holds === false && !answer.assumed);
  if (certain) return certain;
  const assumed = answers.some(answer => answer.holds !== undefined && answer.assumed);
  if (answers.some(answer => answer.holds === false)) return { holds: false, assumed };
  return answers.find(answer => answer.holds === undefined) ?? { holds: true, assumed };
}
