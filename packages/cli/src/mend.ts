import { join } from 'node:path';
import type { Finding, Uri } from '@idlint/model';
import { SourceDocument } from '@idlint/model';
import { count, Masks, visible } from '@idlint/report';
import { createTwoFilesPatch } from 'diff';
import { UsageError } from './exit.ts';
import { encode, fix } from './fix.ts';
import type { Io } from './io.ts';
import { type Ground, looked, type Run } from './lint.ts';
import { writeWhole } from './write.ts';

/**
 * Applies the safe fixes and writes the files, or shows what that would change. Afterwards the run holds what is left.
 * @returns whether there is nothing more to say: the changes were shown
 */
export async function mend({ workspace, path }: Ground, run: Run, onlyShow: boolean, io: Io): Promise<boolean> {
  const { session } = run;
  const old = new Masks(run.result.secrets, run.document);
  const findings = (): Finding[] => run.asked(session.lint(workspace.only).findings);
  const { texts, count: mended, left } = await fix(session, uri => workspace.files.read(uri), findings);
  for (const uri of left) io.stderr.write(`idlint: ${visible(path(uri))} is not UTF-8 and stays as it is\n`);
  const after = looked(session, workspace);
  const document = (uri: Uri) => {
    const text = texts.get(uri)?.after;
    return text === undefined ? run.document(uri) : new SourceDocument(uri, text);
  };
  if (onlyShow) {
    const fresh = new Masks(after.secrets, document);
    for (const [uri, { before, after: text }] of texts) {
      const name = visible(path(uri));
      const [from, to] = [shown(new SourceDocument(uri, before), old), shown(new SourceDocument(uri, text), fresh)];
      const patch = createTwoFilesPatch(`a/${name}`, `b/${name}`, from, to, undefined, undefined, { context: 3 });
      io.stdout.write(patch.replace(/^=+\n/, ''));
    }
    io.stderr.write(
      mended
        ? `idlint: ${count(mended, 'safe fix')} in ${count(texts.size, 'file')}; without --diff they are written\n`
        : 'idlint: nothing that can be fixed safely\n',
    );
    return true;
  }
  for (const [uri, { after: text }] of texts) {
    try {
      writeWhole(join(workspace.root, uri), encode(text, workspace.files.read(uri) ?? new Uint8Array()));
    } catch (error) {
      throw new UsageError(`${visible(path(uri))} can't be written: ${(error as NodeJS.ErrnoException).code ?? 'unknown error'}`);
    }
  }
  if (mended) io.stderr.write(`idlint: fixed ${mended} in ${count(texts.size, 'file')}\n`);
  run.result = after;
  run.findings = run.asked(after.findings);
  run.document = document;
  return false;
}

/** A document's text with its secrets masked, line by line. */
function shown(document: SourceDocument, masks: Masks): string {
  const lines = [...document.lineStarts.keys()].map(line => masks.line(document, line).text);
  return lines.join('\n');
}
