import { type Data, itemsOf, type MapData, stringValue } from '@idlint/evaluate';
import { type Absent, knownValue, type Why } from '@idlint/model';

/** `assumed`: a parameter's default had a say, and whoever deploys the template may give another value. */
export type Holds = { holds: boolean; assumed: boolean } | { holds: undefined; why: Why };

/** The `Conditions` of a template: Fn::Equals, Fn::And, Fn::Or, Fn::Not over parameters and mappings. */
export class Conditions {
  readonly #declared: MapData | undefined;
  readonly #work: (data: Data) => Data;
  readonly #answers = new Map<string, Holds>();
  #assumed = false;

  constructor(declared: MapData | undefined, work: (data: Data) => Data) {
    this.#declared = declared;
    this.#work = work;
  }

  /** Told by whoever reads a parameter while a condition is worked out. */
  assumed(): void {
    this.#assumed = true;
  }

  named(condition: Data | Absent): Holds {
    const name = knownValue(stringValue(condition));
    if (name === undefined) return dontKnow({ code: 'syntax', what: 'a condition without a name', at: condition.at });
    const known = this.#answers.get(name);
    if (known) return known;
    this.#answers.set(name, dontKnow({ code: 'cycle', what: `the condition ${name}`, at: condition.at }));
    const before = this.#assumed;
    this.#assumed = false;
    const written = this.#declared?.entries.get(name)?.value;
    const answer = written ? this.#holds(written) : dontKnow({ code: 'reference', what: `the condition ${name}`, at: condition.at });
    const settled = answer.holds === undefined ? answer : { holds: answer.holds, assumed: answer.assumed || this.#assumed };
    this.#assumed = before;
    this.#answers.set(name, settled);
    return settled;
  }

  #holds(data: Data): Holds {
    const [entry] = data.kind === 'map' ? data.entries : [];
    if (!entry) return dontKnow({ code: 'syntax', what: 'no condition', at: data.at });
    const [name, { value }] = entry;
    const items = itemsOf(value).items;
    switch (name) {
      case 'Condition':
        return this.named(value);
      case 'Fn::Equals':
        return this.#equals(items);
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

  #equals([one, other]: Data[]): Holds {
    if (!one || !other) return dontKnow({ code: 'syntax', what: 'Fn::Equals without two values' });
    const [a, b] = [stringValue(this.#work(one)), stringValue(this.#work(other))];
    if (a.kind === 'unknown') return dontKnow(a.why);
    if (b.kind === 'unknown') return dontKnow(b.why);
    return { holds: knownValue(a) === knownValue(b), assumed: this.#assumed };
  }
}

const dontKnow = (why: Why): Holds => ({ holds: undefined, why });

const not = (answer: Holds): Holds => (answer.holds === undefined ? answer : { ...answer, holds: !answer.holds });

/** One that surely does not hold decides, whatever else is not known. */
function all(answers: Holds[]): Holds {
  const assumed = answers.some(answer => answer.holds !== undefined && answer.assumed);
  if (answers.some(answer => answer.holds === false)) return { holds: false, assumed };
  return answers.find(answer => answer.holds === undefined) ?? { holds: true, assumed };
}
