/** Dockerfiles: the values that ENV, ARG and LABEL set. */
import { type Argument, DockerfileParser, PropertyInstruction } from 'dockerfile-ast';
import type { Leaf } from '../leaf.ts';
import { shellWord } from '../lexical/shell-word.ts';

type Range = Argument['range'];

/** `tag` is the instruction: `ENV`, `ARG`, `LABEL`. */
export function dockerfileLeaves(text: string): Leaf[] {
  const offset = offsets(text);
  return instructions(text).flatMap(instruction => {
    if (!(instruction instanceof PropertyInstruction)) return [];
    return instruction.getProperties().flatMap(property => {
      const value = property.getValueRange();
      const name = property.getNameRange();
      if (!value) return [];
      const [start, end] = offset(value);
      const [from, to] = offset(name);
      return [
        {
          path: [property.getName()],
          key: { start: from, end: to },
          ...meaningIn(text, start, end),
          string: true,
          tag: instruction.getKeyword(),
        },
      ];
    });
  });
}

function instructions(text: string): ReturnType<ReturnType<typeof DockerfileParser.parse>['getInstructions']> {
  try {
    return DockerfileParser.parse(text).getInstructions();
  } catch {
    return [];
  }
}

/** Quotes are undone as a shell does; the old form `ENV key some words` has none. */
function meaningIn(text: string, start: number, end: number): Pick<Leaf, 'value' | 'start' | 'end' | 'runs'> {
  const word = shellWord(text, start, end);
  if (word.end < end || word.commands.length > 0) return { value: text.slice(start, end), start, end };
  const first = word.runs[0]?.outer ?? start;
  const last = word.runs.at(-1);
  const to = last ? last.outer + last.outerLength : first;
  return {
    value: word.value,
    start: first,
    end: to,
    ...(word.runs.length <= 1 && to - first === word.value.length ? {} : { runs: word.runs }),
  };
}

function offsets(text: string): (range: Range) => [number, number] {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
  const at = ({ line, character }: { line: number; character: number }) => (starts[line] ?? text.length) + character;
  return range => [at(range.start), at(range.end)];
}
