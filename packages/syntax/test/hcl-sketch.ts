import type { Attribute, Block, Expression, TemplatePart } from '../src/hcl/index.ts';

/** Trees on one line, with every grouping in brackets: what tests compare and people read. `_` is what is missing. */
export function sketch(node: Expression | Attribute | Block): string {
  switch (node.kind) {
    case 'attribute':
      return `${node.name.name} = ${sketch(node.value)}`;
    case 'block':
      return `${[node.type, ...node.labels].map(part => part.name).join(' ')} { ${node.body.items.map(sketch).join('; ')} }`;
    case 'number':
      return node.text;
    case 'bool':
      return String(node.value);
    case 'null':
      return 'null';
    case 'variable':
      return node.name || 'each';
    case 'template':
      return `"${node.parts.map(part).join('')}"`;
    case 'tuple':
      return `[${node.items.map(sketch).join(', ')}]`;
    case 'object':
      return `{${node.entries.map(({ key, value }) => `${sketch(key)} = ${sketch(value)}`).join(', ')}}`;
    case 'call':
      return `${node.name.name}(${node.args.map(sketch).join(', ')}${node.expand ? '...' : ''})`;
    case 'for': {
      const names = node.keyName ? `${node.keyName.name}, ${node.valueName.name}` : node.valueName.name;
      const value = node.key ? `${sketch(node.key)} => ${sketch(node.value)}` : sketch(node.value);
      const rest = `${node.group ? '...' : ''}${node.condition ? ` if ${sketch(node.condition)}` : ''}`;
      return `for(${names} in ${sketch(node.collection)} : ${value}${rest})`;
    }
    case 'get-attr':
      return `${sketch(node.on)}.${node.name.name}`;
    case 'index':
      return `${sketch(node.on)}[${sketch(node.key)}]`;
    case 'splat':
      return `(${sketch(node.on)}${node.full ? '[*]' : '.*'} ${sketch(node.each)})`;
    case 'unary':
      return `(${node.operator}${sketch(node.operand)})`;
    case 'binary':
      return `(${sketch(node.left)} ${node.operator} ${sketch(node.right)})`;
    case 'conditional':
      return `(${sketch(node.condition)} ? ${sketch(node.then)} : ${sketch(node.else)})`;
    case 'parentheses':
      return `paren(${sketch(node.inner)})`;
    case 'missing':
      return '_';
  }
}

function part(node: TemplatePart): string {
  switch (node.kind) {
    case 'literal':
      return JSON.stringify(node.text).slice(1, -1);
    case 'interpolation':
      return `<${sketch(node.value)}>`;
    case 'if':
      return `<if ${sketch(node.condition)}>${node.then.map(part).join('')}${node.else.length > 0 ? `<else>${node.else.map(part).join('')}` : ''}<endif>`;
    case 'for-directive':
      return `<for ${node.keyName ? `${node.keyName.name}, ` : ''}${node.valueName.name} in ${sketch(node.collection)}>${node.parts.map(part).join('')}<endfor>`;
  }
}
