import { type Answer, whyNot } from '@idlint/model';
import { matcher } from './pattern.ts';

/** Names of actions, separated by spaces: those that can be limited to a resource, and those that always mean all of them. */
interface ServiceActions {
  scoped: string;
  unscoped: string;
}

interface Action {
  name: string;
  takesResource: boolean;
}

/** Every action that the AWS Service Authorization Reference lists. Actions are case-insensitive. */
export class AwsActions {
  readonly #services: Map<string, ServiceActions>;
  readonly #actions = new Map<string, Action[]>();
  readonly #answers = new Map<string, Answer>();

  constructor(services: Record<string, ServiceActions>) {
    this.#services = new Map(Object.entries(services));
  }

  /** For a pattern: whether any of the actions that it covers can. */
  takesResource(pattern: string): Answer {
    let answer = this.#answers.get(pattern);
    if (!answer) {
      answer = this.#work(pattern);
      this.#answers.set(pattern, answer);
    }
    return answer;
  }

  #work(pattern: string): Answer {
    const covered = this.#covered(pattern);
    if (covered.length === 0) return { is: 'unknown', why: whyNot('reference', `the AWS action ${pattern}`) };
    return { is: covered.some(action => action.takesResource) ? 'yes' : 'no', places: [] };
  }

  #covered(pattern: string): Action[] {
    const [service = '', name = '*'] = split(pattern.toLowerCase());
    const named = matcher(name);
    const found: Action[] = [];
    for (const candidate of this.#servicesLike(service)) {
      for (const action of this.#actionsOf(candidate)) if (named(action.name)) found.push(action);
    }
    return found;
  }

  #servicesLike(pattern: string): Iterable<string> {
    if (!/[*?]/.test(pattern)) return this.#services.has(pattern) ? [pattern] : [];
    const like = matcher(pattern);
    return [...this.#services.keys()].filter(like);
  }

  #actionsOf(service: string): Action[] {
    let actions = this.#actions.get(service);
    if (!actions) {
      const { scoped, unscoped } = this.#services.get(service)!;
      const list = (names: string, takesResource: boolean): Action[] =>
        names ? names.split(' ').map(name => ({ name: name.toLowerCase(), takesResource })) : [];
      actions = [...list(scoped, true), ...list(unscoped, false)];
      this.#actions.set(service, actions);
    }
    return actions;
  }
}

function split(pattern: string): [string, string] {
  const colon = pattern.indexOf(':');
  return colon < 0 ? [pattern, '*'] : [pattern.slice(0, colon), pattern.slice(colon + 1)];
}
