import type { SourceDocument, TextEdit } from '@idlint/model';

/** What to write in the place of a piece of a document, which is the one that is being mended. */
export type Change = Omit<TextEdit, 'uri'>;

export const editsOf = ({ uri }: SourceDocument, change: Change | undefined): TextEdit[] | undefined => change && [{ uri, ...change }];
