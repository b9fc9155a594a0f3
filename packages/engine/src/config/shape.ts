/**
 * What may stand in a configuration file, as data: the checker goes by it, and the JSON Schema that editors use is made from it.
 */
export type Shape = {
  about?: string;
  /** Where the same stands in many places: what the JSON Schema calls it, where it is written out once. */
  once?: string;
} /** Where a form is asked for, what is wrong with a text of another one. */ & (
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
  const definitions: Record<string, unknown> = {};
  const schema = schemaOf(shape, definitions);
  return { ...schema, definitions };
}

function schemaOf(shape: Shape, definitions: Record<string, unknown>): Record<string, unknown> {
  const about = shape.about ? { description: shape.about } : {};
  if (!shape.once) return { ...about, ...bodyOf(shape, definitions) };
  definitions[shape.once] ??= bodyOf(shape, definitions);
  // Beside `$ref` draft 7 reads nothing.
  return { ...about, allOf: [{ $ref: `#/definitions/${shape.once}` }] };
}

function bodyOf(shape: Shape, definitions: Record<string, unknown>): Record<string, unknown> {
  switch (shape.is) {
    case 'text':
      // YAML reads an account number as a number.
      return shape.form ? { type: 'string', pattern: shape.form.pattern } : { type: ['string', 'number'] };
    case 'day':
      return { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };
    case 'number':
    case 'boolean':
      return { type: shape.is };
    case 'choice':
      return { enum: [...shape.of, ...(shape.yes ? [true] : []), ...(shape.no ? [false] : [])] };
    case 'list':
      return { type: 'array', items: schemaOf(shape.of, definitions) };
    case 'either':
      return { anyOf: shape.of.map(each => schemaOf(each, definitions)) };
    case 'map':
      return {
        type: 'object',
        properties: Object.fromEntries(Object.entries(shape.keys).map(([key, inner]) => [key, schemaOf(inner, definitions)])),
        additionalProperties: false,
        ...(shape.needs ? { required: shape.needs } : {}),
      };
  }
}
