import type { StringUse } from '../src/string-use.ts';

/** A role in a few words, to be compared: `password = x`, `argument 1 of os.getenv after KEY for password`. */
export function said({ role, through }: StringUse): string {
  const how = through ? ` (${through.join(', ')})` : '';
  switch (role.is) {
    case 'assigned':
      return `${role.name} =${how}`;
    case 'property':
      return `${role.name}:${how}`;
    case 'default':
      return `default of ${role.name}${how}`;
    case 'attribute':
      return `attribute ${role.name} of ${role.element}${how}`;
    case 'argument': {
      const parts = [
        role.label === undefined ? `argument ${role.index}` : `argument ${role.label}`,
        ` of ${role.callee || '?'}`,
        role.after === undefined ? '' : ` after ${role.after}`,
        role.assignedTo === undefined ? '' : ` for ${role.assignedTo}`,
      ];
      return parts.join('') + how;
    }
    case 'compared':
      return `compared${role.name === undefined ? '' : ` with ${role.name}`}${how}`;
    default:
      return role.is + how;
  }
}
