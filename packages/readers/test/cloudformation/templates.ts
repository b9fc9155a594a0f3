import { type Ask, type Call, type Fact, SourceDocument } from '@idlint/model';
import { cloudformation } from '../../src/cloudformation/index.ts';
import type { DataPart } from '../../src/part.ts';
import { told } from '../facts.ts';

/** The facts of templates that stand in one workspace, evaluated unit by unit as a session does. */
export async function factsOfTemplates(files: Record<string, string>, parameterFiles: string[] = []): Promise<Fact[]> {
  await cloudformation.load?.();
  const parts = new Map<string, DataPart>();
  const calling = new Set<string>();
  const ask: Ask<DataPart> = {
    part(uri) {
      const text = files[uri];
      if (text === undefined) return undefined;
      if (!parts.has(uri)) parts.set(uri, cloudformation.read(new SourceDocument(uri, text)));
      return parts.get(uri);
    },
    text: uri => files[uri],
    settings: () => ({ varFiles: [], parameterFiles }),
    list: glob =>
      Object.keys(files)
        .filter(uri => !/^\*\*\/[\w.-]+\/[\w.-]+$/.test(glob) || `/${uri}`.endsWith(glob.slice(2)))
        .sort(),
    call(call: Call) {
      const key = JSON.stringify(call);
      if (calling.has(key)) return undefined;
      calling.add(key);
      const answer = cloudformation.call?.(call, ask);
      calling.delete(key);
      return answer;
    },
  };
  const claimed = Object.keys(files).filter(uri => claims(uri, files[uri]!));
  return (cloudformation.units?.(claimed.sort(), ask) ?? []).flatMap(unit => cloudformation.evaluate(unit, ask));
}

export const linesOf = async (files: Record<string, string>): Promise<string[]> => (await factsOfTemplates(files)).map(told);

function claims(uri: string, text: string): boolean {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  const extension = name.slice(name.lastIndexOf('.') + 1);
  return cloudformation.claims({ uri, name, extension, contains: ascii => text.includes(ascii) });
}
