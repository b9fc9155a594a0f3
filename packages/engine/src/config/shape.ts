/**
 * What may stand in a configuration file, as data: the checker goes by it, and the JSON Schema that editors use is made from it.
 */
export type Shape = { about?: string } /** Where a form is asked for, what is wrong with a text of another one. */ & (
  | { is: 'text'; form?: { pattern: string; wrong: string; suggestion?: string } }
  | { is: 'number' }
  | { is: 'boolean' }
  /** `day`: 2027-01-31. */
  | { is: 'day' }
  | { is: 'choice'; of: readonly string[]; yes?: string; no?: string }
  | { is: 'list'; of: Shape }
  /** `private`: what is written there by mistake may be a secret. */
  | { is: 'map'; keys: Readonly<Record<string, Shape>>; needs?: readonly string[]; private?: boolean }
  /** The first one whose kind of node fits is taken. */
  | { is: 'either'; of: readonly Shape[] }
);

/** JSON Schema, draft 7: what YAML language servers understand. */
export function jsonSchema(shape: Shape): Record<string, unknown> {
  const about = shape.about ? { description: shape.about } : {};
  switch (shape.is) {
    case 'text':
      // YAML reads an account number as a number.
      return { ...about, ...(shape.form ? { type: 'string', pattern: shape.form.pattern } : { type: ['string', 'number'] }) };
    case 'day':
      return { ...about, type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };
    case 'number':
    case 'boolean':
      return { ...about, type: shape.is };
    case 'choice':
      return { ...about, enum: [...shape.of, ...(shape.yes ? [true] : []), ...(shape.no ? [false] : [])] };
    case 'list':
      return { ...about, type: 'array', items: jsonSchema(shape.of) };
    case 'either':
      return { ...about, anyOf: shape.of.map(jsonSchema) };
    case 'map':
      return {
        ...about,
        type: 'object',
        properties: Object.fromEntries(Object.entries(shape.keys).map(([key, inner]) => [key, jsonSchema(inner)])),
        additionalProperties: false,
        ...(shape.needs ? { required: shape.needs } : {}),
      };
  }
}
