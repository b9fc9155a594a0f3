import type { Layer } from '../decode/layer.ts';

/** A text that lies in pieces in a document: it is looked through in place of the document, whose own writing says nothing. */
export interface Embedded {
  layer: Layer;
  /** What a file of the same text would be called. */
  name: string;
}
