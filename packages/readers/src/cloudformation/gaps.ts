import { type Data, type MapData, member, stringValue } from '@idlint/evaluate';
import type { Gap, Place, Why } from '@idlint/model';

/** What is not known of a template, each thing said once. */
export class Gaps {
  readonly all: Gap[] = [];
  readonly #scope: string;

  constructor(scope: string) {
    this.#scope = scope;
  }

  say(what: string, at: Place, why: Why, message: string): void {
    const key = `${this.#scope}#${what}/gap`;
    if (this.all.some(gap => gap.key === key)) return;
    this.all.push({ kind: 'gap', key, platform: 'aws', at, exists: true, names: [], severity: 'limit', why, message });
  }

  /** Macros of one's own are programs that are given the whole template. */
  sayMacros(template: MapData): void {
    const written = member(template, 'Transform');
    const items = written.kind === 'list' ? written.items : written.kind === 'absent' ? [] : [written];
    for (const item of items) {
      const name = stringValue(item.kind === 'map' ? member(item, 'Name') : item);
      if (name.kind !== 'known' || name.value.startsWith('AWS::')) continue;
      const why: Why = { code: 'function', what: `the macro ${name.value}`, at: name.at };
      this.say(`Transform/${name.value}`, name.at, why, `the macro ${name.value} may change everything in this template`);
    }
  }
}

/** As much of a nested template's location as is known. */
export function shownLocation(location: Data | undefined): string {
  if (!location) return 'no template';
  if (location.kind === 'map') return 'an application of the repository';
  const text = stringValue(location);
  if (text.kind === 'known') return text.value;
  return text.kind === 'unknown' && (text.prefix || text.suffix)
    ? `${text.prefix ?? ''}…${text.suffix ?? ''}`
    : 'its location is not known';
}
