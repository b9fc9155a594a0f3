import type { Expression, Interpolation, Node, TemplateFor, TemplateIf, TemplateLiteral, TemplatePart } from './ast.ts';
import type { ForIntroduction } from './for.ts';
import type { Scanner } from './scanner.ts';

/** `%{ … }`: one tag of what becomes an if or a for. */
export interface Directive extends Node {
  kind: 'directive';
  word: (typeof directiveWords)[number];
  condition?: Expression;
  introduction?: ForIntroduction;
}
export const directiveWords = ['if', 'else', 'endif', 'for', 'endfor'] as const;

/** A directive that is open: parts go to `into`. */
interface Open {
  node: TemplateIf | TemplateFor;
  into: TemplatePart[];
  opener: Directive;
}

/** Nests what stands between directives into them. */
export function assemble(s: Scanner, pieces: (TemplateLiteral | Interpolation | Directive)[]): TemplatePart[] {
  const parts: TemplatePart[] = [];
  const open: Open[] = [];
  for (const piece of pieces) {
    const top = open.at(-1);
    const into = top?.into ?? parts;
    if (piece.kind !== 'directive') into.push(piece);
    else if (piece.word === 'if' || piece.word === 'for') {
      if (s.enter()) open.push(begin(piece, into));
      else s.leave();
    } else if (piece.word === 'else' && top?.node.kind === 'if' && top.into === top.node.then) top.into = top.node.else;
    else if (top && top.node.kind === (piece.word === 'endif' ? 'if' : piece.word === 'endfor' ? 'for-directive' : '')) {
      finish(s, open, piece.end);
    } else s.fault(`nothing open that \`${piece.word}\` belongs to`, piece.start, piece.end);
  }
  const end = pieces.at(-1)?.end ?? 0;
  for (let top = open.at(-1); top; top = open.at(-1)) {
    s.fault(`expected \`end${top.opener.word}\` for this`, top.opener.start, top.opener.end);
    finish(s, open, end);
  }
  return parts;
}

function begin(opener: Directive, parent: TemplatePart[]): Open {
  const { start, end, condition, introduction } = opener;
  const node: TemplateIf | TemplateFor = introduction
    ? { kind: 'for-directive', start, end, ...introduction, parts: [] }
    : // biome-ignore lint/suspicious/noThenProperty: a tree that nobody awaits
      { kind: 'if', start, end, condition: condition!, then: [], else: [] };
  parent.push(node);
  return { node, into: node.kind === 'if' ? node.then : node.parts, opener };
}

function finish(s: Scanner, open: Open[], end: number): void {
  open.pop()!.node.end = end;
  s.leave();
  s.height++;
}
